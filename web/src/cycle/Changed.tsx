import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ApiProblem } from "../api/client";
import { meetingGet } from "../api/meeting";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import { bucketLabel, compact } from "../parts/format";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { barsOf, waterfallOption } from "./waterfallOption";

/** What changed since the last plan of record, bar by bar. */
export function Changed({ cycle }: { cycle: number }) {
  const found = useQuery(meetingGet.waterfall(cycle));
  const all = found.data?.waterfalls ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = all.find((one) => one.unit === chosen) ?? all.find((one) => one.isRevenue) ?? all[0];
  const bars = useMemo(() => (shown ? barsOf(shown, t("Last plan of record"), t("This plan")) : []), [shown]);
  const option = useMemo(() => waterfallOption(bars, shown?.unit ?? ""), [bars, shown]);
  if (found.isLoading) return <Loading what={t("what changed")} />;
  if (found.error instanceof ApiProblem && found.error.problem.code === "no_plan_of_record")
    return (
      <Empty title={t("Nothing to compare with yet")}>
        {t(
          "From the second cycle on, this shows what changed since the last plan of record: forecast, events, inputs, drivers, supply, price.",
        )}
      </Empty>
    );
  if (found.error) return <ProblemAlert error={found.error} onRetry={() => found.refetch()} />;
  if (!shown) return <Empty title={t("The two plans have no bucket in common.")} />;
  const change = shown.to - shown.from;
  return (
    <div className="pad">
      <p className="flat">
        {t("{{what}} of {{first}} to {{last}}: {{change}} against the last plan of record.", {
          what: shown.isRevenue ? t("Revenue") : t("Volume"),
          first: bucketLabel(found.data!.firstLabel),
          last: bucketLabel(found.data!.lastLabel),
          change: `${change >= 0 ? "+" : ""}${compact(change, shown.unit)}`,
        })}
      </p>
      {all.length > 1 && (
        <SegmentedControl
          size="xs"
          mt="xs"
          value={shown.unit}
          onChange={setChosen}
          aria-label={t("Unit")}
          data={all.map((one) => ({
            value: one.unit,
            label: one.isRevenue ? `${t("Revenue")} (${one.unit})` : `${t("Volume")} (${one.unit})`,
          }))}
        />
      )}
      <Chart option={option} height={300} label={t("What changed since the last plan of record")} />
      <table className="grid">
        <tbody>
          {bars.map((one) => (
            <tr key={one.label}>
              <th scope="row">{one.label}</th>
              <td className="right">
                {!one.total && one.value > 0 ? "+" : ""}
                {compact(one.value, shown.unit)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.data!.notes.map((one) => (
        <p key={one} className="quiet small flat">
          {one}
        </p>
      ))}
    </div>
  );
}
