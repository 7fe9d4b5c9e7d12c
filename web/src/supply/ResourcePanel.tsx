import { Collapse, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback } from "react";
import { supplyGet } from "../api/supply";
import type { Scenario } from "../api/types";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { bucketLabel, count, money, none, percent } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Panel } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { resourceOption } from "./resourceOption";

interface Props {
  scenario: Scenario;
  resource: string;
  bucket: number | null;
  currency: string;
  aside: ReactNode;
}

/** One resource over the horizon: what it works for, what it has, and what more would cost. */
export function ResourcePanel({ scenario, resource, bucket, currency, aside }: Props) {
  const info = useQuery(supplyGet.resource(scenario.id, resource));
  const [table, { toggle }] = useDisclosure(false);
  const data = info.data;
  const option = useCallback((colors: ChartColors) => (data ? resourceOption(data, bucket, colors) : {}), [data, bucket]);
  if (info.error) return <ProblemAlert error={info.error} onRetry={() => info.refetch()} />;
  if (!data) return <Loading what={t("the resource")} />;
  const at = Math.max(0, (bucket ?? data.from) - data.from);
  const { use } = data;
  const hours = (value: number | null | undefined) => (value === null || value === undefined ? none : `${count(value)} h`);
  const rate = (value: number | null | undefined) => (value === null || value === undefined ? none : `${money(value, currency, 2)}/h`);
  const rows: { title: string; values: readonly (number | null)[]; share?: boolean }[] = [
    { title: t("Load"), values: use.load },
    { title: t("Asked for by demand"), values: use.wanted },
    { title: t("Capacity by the calendar"), values: data.stated },
    { title: t("Available capacity"), values: use.capacity },
    { title: t("Overtime planned"), values: use.overtime },
    { title: t("Overtime allowed"), values: use.overtimeLimit },
    {
      title: t("Utilisation"),
      values: use.capacity.map((one, b) => (one && use.load[b] !== null ? (use.load[b] ?? 0) / one : null)),
      share: true,
    },
  ];
  const share = use.capacity[at] ? (use.load[at] ?? 0) / use.capacity[at] : null;
  const facts: [string, string][] = [
    [t("Load"), `${hours(use.load[at])}${share === null ? "" : ` · ${percent(share, 0)}`}`],
    [t("Asked for by demand"), hours(use.wanted[at])],
    [
      t("Available capacity"),
      `${hours(use.capacity[at])}${differs(data.stated[at], use.capacity[at]) ? ` · ${t("by the calendar")} ${hours(data.stated[at])}` : ""}`,
    ],
    [t("Overtime planned / allowed"), `${hours(use.overtime[at])} / ${hours(use.overtimeLimit[at])}`],
    [t("Regular hour"), rate(data.hourRate[at])],
    [t("Overtime hour"), rate(data.overtimeRate[at])],
    [t("One more hour is worth"), use.hourWorth[at] ? money(use.hourWorth[at], currency, 2) : none],
    [t("One more shift brings"), data.shiftHours[at] ? hours(data.shiftHours[at]) : none],
  ];
  return (
    <Panel title={`${use.title ?? use.resource} · ${use.resource}, ${use.site}`} aside={aside}>
      <div className="pad supply-two">
        <Chart
          option={option}
          height={300}
          label={t("Load of {{name}} by family against capacity, in hours", { name: use.title ?? use.resource })}
        />
        <div>
          <b>{bucketLabel(data.buckets[at])}</b>
          <dl className="fact">
            {facts.map(([term, value]) => (
              <div key={term} className="pair">
                <dt>{term}</dt>
                <dd className="numbers">{value}</dd>
              </div>
            ))}
          </dl>
          {data.events.length > 0 && (
            <p className="small">
              <b>{t("Supply events")}:</b> {data.events.join("; ")}
            </p>
          )}
        </div>
      </div>
      <UnstyledButton className="pad small" onClick={toggle} aria-expanded={table}>
        {table ? <IconChevronDown size={13} aria-hidden /> : <IconChevronRight size={13} aria-hidden />}{" "}
        {t("The figures as a table, in hours")}
      </UnstyledButton>
      <Collapse expanded={table}>
        <Grid
          label={t("Hours by bucket")}
          rows={[
            ...rows,
            ...data.families.map((one) => ({
              title: `${t("of it")} ${one.family ?? t("Released orders")}`,
              values: one.hours,
              share: false,
            })),
          ]}
          rowKey={(row) => row.title}
          columns={[
            { key: "title", header: t("Hours"), pinned: true, cell: (row) => row.title },
            ...data.buckets.map((label, b) => ({
              key: label,
              header: bucketLabel(label),
              right: true,
              cell: (row: (typeof rows)[number]) => (row.share ? percent(row.values[b], 0) : count(row.values[b])),
            })),
          ]}
        />
      </Collapse>
    </Panel>
  );
}

/** True where both are known and differ by more than rounding. */
function differs(one: number | null | undefined, other: number | null | undefined): boolean {
  return one !== null && one !== undefined && other !== null && other !== undefined && Math.abs(one - other) > 0.05;
}
