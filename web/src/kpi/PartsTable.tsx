import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyFigure, kpiGet } from "../api/kpi";
import { t } from "../i18n";
import { percent, quantity, words } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { firstLevel, levelBelow, valueText } from "./figures";
import type { KpiChange, KpiState } from "./KpiPage";

const take = 20;

/** Which members make the figure, the largest contribution first; a member opens into its items. */
export function PartsTable({
  scenario,
  figure,
  state,
  onChange,
}: {
  scenario: number;
  figure: KeyFigure;
  state: KpiState;
  onChange: KpiChange;
}) {
  const skip = Number(state.skip) || 0;
  // The levels of the figure are known once it was asked for; then the one people steer by is asked for.
  const levels = useQuery(kpiGet.parts(scenario, { figure: figure.name, lag: figure.lag, skip: 0, take: 1 }));
  const level = state.level || firstLevel(levels.data?.levels ?? []) || "";
  const within = state.attribute === "" ? {} : { attribute: state.attribute, member: state.member };
  const parts = useQuery({
    ...kpiGet.parts(scenario, { figure: figure.name, lag: figure.lag, level, ...within, skip, take }),
    enabled: level !== "",
  });
  const error = levels.error ?? parts.error;
  if (error) return <ProblemAlert error={error} onRetry={() => Promise.all([levels.refetch(), parts.refetch()])} />;
  if (levels.data && level === "")
    return (
      <div className="pad quiet">
        {t("It is not broken down: {{why}}.", { why: levels.data.notMeasurable ?? t("the plan does not tell it apart") })}
      </div>
    );
  const data = parts.data;
  if (!data) return <Loading what={t("what makes it")} />;
  const below = levelBelow(data.levels, level);
  const largest = Math.max(...data.parts.map((one) => Math.abs(one.contribution)), 0);
  return (
    <>
      <Group justify="space-between" className="pad" align="flex-end">
        <div>
          <b>{t("Who makes it")}</b>
          {state.attribute !== "" && (
            <div className="small">
              <button
                type="button"
                className="link"
                onClick={() => onChange({ level: state.attribute, attribute: "", member: "", skip: "0" }, { push: true })}
              >
                {t("All")}
              </button>{" "}
              › {t(words(state.attribute))} {state.member}: {valueText(data.value, data.unit)}
            </div>
          )}
          <div className="quiet small">
            {t("{{what}}, together {{whole}}", {
              what: t(data.contribution),
              whole: `${quantity(data.whole, 0)} ${t(data.contributionUnit)}`,
            })}
          </div>
        </div>
        <Select
          size="xs"
          w={170}
          aria-label={t("Told apart by")}
          allowDeselect={false}
          searchable
          value={level}
          data={data.levels.map((one) => ({ value: one, label: t(words(one)) }))}
          onChange={(next) => next && onChange({ level: next, skip: "0" })}
        />
      </Group>
      <Grid
        label={t("Members by contribution")}
        rows={data.parts}
        rowKey={(one) => one.member}
        maxHeight={420}
        empty={<Empty title={t("No member contributes")} />}
        onOpen={below ? (one) => onChange({ level: below, attribute: level, member: one.member, skip: "0" }, { push: true }) : undefined}
        columns={[
          {
            key: "member",
            header: t(words(level)),
            cell: (one) => {
              const name = one.title && one.title !== one.member ? `${one.title} (${one.member})` : one.member;
              return below ? (
                <button
                  type="button"
                  className="link"
                  onClick={() => onChange({ level: below, attribute: level, member: one.member, skip: "0" }, { push: true })}
                >
                  {name}
                </button>
              ) : (
                name
              );
            },
          },
          {
            key: "contribution",
            header: t(words(data.contribution)),
            hint: data.contributionUnit,
            right: true,
            cell: (one) => quantity(one.contribution, 0),
          },
          {
            key: "share",
            header: t("Share"),
            right: true,
            cell: (one) => (
              <span className="kpi-share">
                <span
                  className="kpi-bar"
                  aria-hidden
                  style={{ width: `${largest > 0 ? (Math.abs(one.contribution) / largest) * 60 : 0}px` }}
                />
                {one.share === null ? percent(null) : one.share < 0 ? `−${percent(-one.share)}` : percent(one.share)}
              </span>
            ),
          },
          { key: "value", header: t(figure.title), right: true, cell: (one) => <b>{valueText(one.value, data.unit)}</b> },
        ]}
      />
      {data.members > take && (
        <div className="pad">
          <Pager total={data.members} skip={skip} take={take} what={t("members")} onSkip={(next) => onChange({ skip: String(next) })} />
        </div>
      )}
    </>
  );
}
