import { Button, SegmentedControl, Select } from "@mantine/core";
import { useCallback } from "react";
import type { Bridge } from "../api/finance";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { compact, count, money } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { type Bar, barsOf, causes, gapOf, rowOfBridge } from "./bridge";
import { bridgeOption } from "./option";

interface Props {
  bridge: Bridge | undefined;
  error: unknown;
  structure: PlanStructure;
  level: string;
  which: "revenue" | "margin";
  /** The member the picture is of; empty for the company. */
  part: string;
  year: string;
  onChange: (changes: { bridge?: string; part?: string; level?: string }) => void;
  onRetry: () => void;
}

const titles = (): Record<Bar["key"], string> => ({
  budget: t("Budget"),
  soFar: t("So far"),
  volume: t("Volume"),
  mix: t("Mix"),
  price: t("Price"),
  cost: t("Cost"),
  notBudgeted: t("Not budgeted"),
  expected: t("Expected"),
});

const meanings = (): Partial<Record<Bar["key"], string>> => ({
  soFar: t("What came up to the cut-off, less its budget"),
  volume: t("Selling more or less of everything, at budgeted prices and in the budgeted mix"),
  mix: t("Selling other shares of the products than budgeted"),
  price: t("Other prices than budgeted"),
  cost: t("Other unit costs than budgeted"),
  notBudgeted: t("Products the budget states no volume for"),
});

/** From budget to what is expected, as a waterfall; below it the parts with the largest gap, each of which can be looked at. */
export function BridgePanel({ bridge, error, structure, level, which, part, year, onChange, onRetry }: Props) {
  const row = rowOfBridge(bridge, part);
  const bars = row?.[which];
  const names = titles();
  const option = useCallback(
    (colors: ChartColors) => (bars && bridge ? bridgeOption(barsOf(bars), titles(), bridge.currency, colors) : {}),
    [bars, bridge],
  );
  const levels = structure.attributes.filter((one) => one.measures.includes("revenue"));
  const used = causes.filter((cause) => bridge?.rows.some((one) => one[which][cause] !== 0));
  const signed = (value: number) => `${value > 0 ? "+" : ""}${count(value)}`;
  return (
    <Panel
      title={
        part === "" ? t("From budget to expected, {{year}}", { year }) : t("From budget to expected, {{year}}: {{part}}", { year, part })
      }
      aside={
        <div className="filters">
          {part !== "" && (
            <Button size="compact-xs" variant="default" onClick={() => onChange({ part: "" })}>
              {t("Whole company")}
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label={t("Gap of")}
            value={which}
            data={[
              { value: "revenue", label: t("Revenue") },
              { value: "margin", label: t("Margin") },
            ]}
            onChange={(value) => onChange({ bridge: value })}
          />
          <Select
            size="xs"
            w={150}
            aria-label={t("Parts by")}
            data={levels.map((one) => ({ value: one.name, label: t(one.title) }))}
            value={level}
            onChange={(value) => value && onChange({ level: value, part: "" })}
            allowDeselect={false}
            searchable
          />
        </div>
      }
    >
      {!!error && <ProblemAlert error={error} onRetry={onRetry} />}
      {!bridge && !error && <Loading what={t("the bridge")} />}
      {bridge?.noBudget && (
        <Empty title={t("No bridge")}>
          {bridge.noBudget} {t("Import a budget by family or item and month, with quantity, revenue and cost.")}
        </Empty>
      )}
      {bars && bridge && !bridge.noBudget && (
        <>
          <div className="pad">
            <Chart
              option={option}
              height={240}
              label={t("From a budget of {{budget}} to {{expected}} expected; the table below has the bars", {
                budget: money(bars.budget, bridge.currency),
                expected: money(bars.expected, bridge.currency),
              })}
            />
            <p className="quiet small">{t("The axis does not begin at zero, so that the causes can be seen.")}</p>
            {bridge.notes.map((note) => (
              <p key={note} className="quiet small">
                {note}
              </p>
            ))}
          </div>
          <Grid
            label={t("Gap to budget by part, the largest first")}
            rows={bridge.rows}
            rowKey={(one) => one.members.join(" ")}
            rowClass={(one) => ((one.members.at(-1) ?? "") === part ? "chosen" : undefined)}
            onOpen={(one) => onChange({ part: one.members.at(-1) ?? "" })}
            maxHeight={230}
            columns={[
              {
                key: "part",
                header: t("Part"),
                pinned: true,
                cell: (one) => (
                  <button type="button" className="link" onClick={() => onChange({ part: one.members.at(-1) ?? "" })}>
                    {one.members.at(-1) ?? t("Whole company")}
                  </button>
                ),
              },
              { key: "budget", header: names.budget, right: true, cell: (one) => compact(one[which].budget) },
              ...used.map((cause) => ({
                key: cause,
                header: names[cause],
                hint: meanings()[cause],
                right: true,
                cell: (one: Bridge["rows"][number]) => (one[which][cause] === 0 ? "–" : signed(one[which][cause])),
              })),
              { key: "gap", header: t("Gap"), right: true, cell: (one) => <b>{signed(gapOf(one[which]))}</b> },
            ]}
          />
        </>
      )}
    </Panel>
  );
}
