import "../supply/supply.css";
import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { Link } from "react-router";
import { cycleGet } from "../api/cycle";
import { weekGet } from "../api/week";
import { useCycle } from "../cycle/useCycle";
import { t } from "../i18n";
import { Chart } from "../parts/Chart";
import type { ChartColors } from "../parts/chartColors";
import { Page, Panel } from "../parts/Page";
import { Pager } from "../parts/Pager";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import { ExceptionDrawer } from "./ExceptionDrawer";
import { ExceptionTable } from "./ExceptionTable";
import { riskOption } from "./options";
import { elapsedText, kinds, kindText, weekSentence } from "./week";

const defaults = { plan: "", asOf: "", kind: "", entity: "", skip: "0", open: "" };
const take = 25;

/** S&OE: what deviates from the plan of record this week, by value at risk, with what to do. */
export function WeekPage() {
  const [state, change] = useUrlState(defaults);
  const plans = useQuery(cycleGet.plansOfRecord());
  const { cycle } = useCycle();
  useEffect(() => {
    document.title = `${t("Week")} · Concord`;
  }, []);
  const plan = plans.data?.find((one) => String(one.revision) === state.plan) ?? plans.data?.[0];
  const [level, entity] =
    state.entity === "" ? [undefined, undefined] : [state.entity.split(":")[0], state.entity.slice(state.entity.indexOf(":") + 1)];
  const query = {
    asOf: state.asOf || undefined,
    kind: state.kind || undefined,
    level,
    entity,
    weeks: 5,
    skip: Number(state.skip),
    take,
  };
  const exceptions = useQuery({ ...weekGet.exceptions(plan?.revision ?? 0, query), enabled: plan !== undefined });
  const page = exceptions.data;
  const option = useCallback((colors: ChartColors) => (page ? riskOption(page.sums, page.currency, colors) : {}), [page]);
  const open = page?.rows.find((one) => one.id === state.open);
  const entities = [...new Map((page?.sums ?? []).map((one) => [`${one.level}:${one.entity}`, one])).entries()].toSorted((a, b) =>
    a[0].localeCompare(b[0]),
  );
  return (
    <Page
      title={t("Week")}
      about={t("Facts against the plan of record: the few deviations that matter, by value at risk, with what to do.")}
      actions={
        plan && (
          <>
            <Select
              size="xs"
              w={220}
              aria-label={t("Plan of record")}
              allowDeselect={false}
              value={String(plan.revision)}
              data={(plans.data ?? []).map((one) => ({ value: String(one.revision), label: one.cycleName }))}
              onChange={(value) => change({ plan: value ?? "", skip: "", open: "" })}
            />
            <TextInput
              size="xs"
              type="date"
              aria-label={t("Facts up to")}
              value={state.asOf || page?.asOf || ""}
              min={page?.first}
              max={page?.latest}
              onChange={(event) => change({ asOf: event.currentTarget.value, skip: "", open: "" })}
            />
          </>
        )
      }
    >
      {plans.error && <ProblemAlert error={plans.error} onRetry={() => plans.refetch()} />}
      {plans.data?.length === 0 && (
        <div className="panel">
          <Empty
            title={t("No plan of record yet")}
            action={
              <Link className="link" to="/cycle">
                {t("Go to the cycle")}
              </Link>
            }
          >
            {t("The weekly check begins once a cycle has approved a plan: newer facts are then held against it.")}
          </Empty>
        </div>
      )}
      {exceptions.error && <ProblemAlert error={exceptions.error} onRetry={() => exceptions.refetch()} />}
      {plan && !page && !exceptions.error && <Loading what={t("the weekly check")} />}
      {page && (
        <>
          <Panel>
            <div className="pad supply-head">
              <p className="lead">{weekSentence(page)}</p>
              <p className="quiet">{elapsedText(page)}</p>
            </div>
            {page.sums.length > 0 && (
              <div className="pad">
                <Chart
                  option={option}
                  height={Math.min(380, 90 + 26 * new Set(page.sums.map((one) => one.entity)).size)}
                  label={t("Value at risk by family, supplier or plant and kind, in {{currency}}", { currency: page.currency })}
                  onPick={(event) => {
                    const one = page.sums.find((sum) => sum.entity === event.name);
                    if (one) change({ entity: `${one.level}:${one.entity}`, skip: "" });
                  }}
                />
              </div>
            )}
            {page.bucket === null && (
              <Empty title={t("Nothing to compare")}>
                {t("Import facts of days after the cut-off, or choose an earlier plan of record or another day.")}
              </Empty>
            )}
          </Panel>
          {page.sums.length > 0 && (
            <Panel
              title={t("Exceptions")}
              aside={
                <div className="filters">
                  <Select
                    size="xs"
                    w={200}
                    clearable
                    placeholder={t("Every kind")}
                    aria-label={t("Kind")}
                    value={state.kind || null}
                    data={kinds.map((value) => ({ value, label: kindText(value) }))}
                    onChange={(kind) => change({ kind: kind ?? "", skip: "", open: "" })}
                  />
                  <Select
                    size="xs"
                    w={240}
                    clearable
                    searchable
                    placeholder={t("Every family, supplier and plant")}
                    aria-label={t("Family, supplier or plant")}
                    value={state.entity || null}
                    data={entities.map(([value, one]) => ({ value, label: `${one.entity} · ${t(levelWord(one.level))}` }))}
                    onChange={(value) => change({ entity: value ?? "", skip: "", open: "" })}
                  />
                </div>
              }
            >
              <ExceptionTable page={page} cycle={cycle} open={state.open} onOpen={(id) => change({ open: id })} />
              {page.total > take && (
                <div className="pad">
                  <Pager
                    total={page.total}
                    skip={Number(state.skip)}
                    take={take}
                    onSkip={(skip) => change({ skip: String(skip) })}
                    what={t("exceptions")}
                  />
                </div>
              )}
            </Panel>
          )}
          {page.findings.length > 0 && (
            <Panel title={t("What could not be compared")}>
              <ul className="pad week-steps">
                {page.findings.map((one) => (
                  <li key={`${one.code} ${one.entity} ${one.field}`}>
                    {one.message} <span className="quiet">{one.advice}</span>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <ExceptionDrawer
            exception={open}
            currency={page.currency}
            cycle={cycle}
            revision={plan?.revision ?? 0}
            onClose={() => change({ open: "" })}
          />
        </>
      )}
    </Page>
  );
}

/** The word of a level for people. */
function levelWord(level: string): string {
  return { family: "family", supplier: "supplier", location: "site", item: "item" }[level] ?? level;
}
