import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { planGet } from "../api/plan";
import { supplyGet } from "../api/supply";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { bucketLabel, compact, count, money, percent } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";

const most = 5;

/** What limits the next quarter and what it costs to fix: the head of the supply review, for the leading scenario. */
export function Limits({ scenario }: { scenario: Scenario }) {
  const review = useQuery(supplyGet.review(scenario.id));
  const structure = useQuery(planGet.structure(scenario.id));
  const data = review.data;
  const label = (bucket: number) => bucketLabel(structure.data?.buckets.find((one) => one.index === bucket)?.label);
  const worst = data?.limits[0];
  const period = bucketLabel(data?.periods[0]?.label);
  return (
    <Panel
      title={t("What limits the next quarter")}
      aside={
        <Link className="link small" to={`/supply?scenario=${scenario.id}`}>
          {t("To the supply review")}
        </Link>
      }
    >
      {review.error && <ProblemAlert error={review.error} onRetry={() => review.refetch()} />}
      {review.isLoading && <Loading what={t("the limits")} />}
      {data && !data.computed && (
        <p className="pad flat">
          {t("Not known yet: the supply plan of {{scenario}} has not been computed.", { scenario: scenario.name })}
        </p>
      )}
      {data?.computed && !worst && (
        <p className="pad flat">{t("No resource is full in {{period}} in the plan {{scenario}}.", { period, scenario: scenario.name })}</p>
      )}
      {data?.computed && worst && (
        <>
          <p className="pad flat">
            <b>
              {t("{{resource}} limits {{period}}: {{load}} of its capacity is asked for in {{bucket}}.", {
                resource: worst.title ?? worst.resource,
                period,
                load: percent(Math.max(worst.worstLoad ?? 0, worst.worstWanted ?? 0), 0),
                bucket: label(worst.worstBucket),
              })}
            </b>{" "}
            {worst.fix.cost !== null &&
              (worst.fix.isShift
                ? t("A shift for the {{hours}} h that are missing costs about {{cost}}.", {
                    hours: count(worst.fix.hours),
                    cost: money(worst.fix.cost, data.currency),
                  })
                : t("The {{hours}} h that are missing cost about {{cost}} in overtime.", {
                    hours: count(worst.fix.hours),
                    cost: money(worst.fix.cost, data.currency),
                  }))}{" "}
            {worst.shortageValue > 0 &&
              t("Demand worth {{value}} is late or lost because of it.", { value: compact(worst.shortageValue, data.currency) })}
          </p>
          <Grid
            label={t("What limits the next quarter")}
            rows={data.limits.slice(0, most)}
            rowKey={(row) => row.resource}
            columns={[
              { key: "resource", header: t("Resource"), cell: (row) => row.title ?? row.resource },
              { key: "worst", header: t("Tightest"), cell: (row) => label(row.worstBucket) },
              { key: "load", header: t("Load of the plan"), right: true, cell: (row) => percent(row.worstLoad, 0) },
              { key: "asked", header: t("Asked for"), right: true, cell: (row) => percent(row.worstWanted, 0) },
              { key: "hours", header: t("Hours missing"), right: true, cell: (row) => `${count(row.fix.hours)} h` },
              {
                key: "cost",
                header: t("Cost to fix"),
                right: true,
                hint: t("An estimate, without planning again: the cheaper of overtime and a shift"),
                cell: (row) => money(row.fix.cost, data.currency),
              },
              {
                key: "late",
                header: t("Late or lost because of it"),
                right: true,
                cell: (row) => money(row.shortageValue, data.currency),
              },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
