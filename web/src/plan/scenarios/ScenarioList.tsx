import { Button, Checkbox, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { cycleMoved, type PlanningCycle } from "../../api/cycle";
import { planSend } from "../../api/plan";
import { queryClient } from "../../api/queries";
import { scenariosGet, scenariosSend } from "../../api/scenarios";
import type { PlanStructure, Scenario } from "../../api/types";
import { t } from "../../i18n";
import { instant, none } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { sayDone, sayProblem } from "../../parts/Problem";
import { Empty } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { useRefusal } from "../../people/session";
import { chooseScenario, forgetScenario } from "../useScenario";
import { sentenceOf } from "./drivers";
import { RenameScenario } from "./RenameScenario";
import { ScenarioStatus } from "./ScenarioStatus";

interface Props {
  scenarios: readonly Scenario[];
  shown: number | undefined;
  compared: readonly number[];
  cycle: PlanningCycle | undefined;
  structure: PlanStructure | undefined;
  onCompare: (ids: number[]) => void;
  onDrivers: (scenario: Scenario) => void;
}

/** All scenarios: what is different in each, whether it is computed, what it is to the cycle; chosen here for the comparison below. */
export function ScenarioList({ scenarios, shown, compared, cycle, structure, onCompare, onDrivers }: Props) {
  const [renamed, setRenamed] = useState<Scenario | null>(null);
  const refusal = useRefusal("manage_scenarios");
  const cycleRefusal = useRefusal("run_cycle");
  const drivers = useQueries({ queries: scenarios.map((one) => scenariosGet.drivers(one.id)) });
  const archive = (one: Scenario) =>
    planSend.change(one.id, { archived: !one.archived }).then(() => {
      if (!one.archived) forgetScenario(one.id);
      return queryClient.invalidateQueries({ queryKey: ["scenarios"] });
    }, sayProblem);
  const join = (one: Scenario) =>
    cycle &&
    scenariosSend.addToCycle(cycle.id, one.id).then(() => {
      sayDone(t("{{name}} belongs to the cycle now", { name: one.name }));
      return cycleMoved();
    }, sayProblem);
  const columns: GridColumn<Scenario>[] = [
    {
      key: "choose",
      header: <span className="sr">{t("Compared")}</span>,
      width: 36,
      cell: (one) => (
        <Checkbox
          size="xs"
          aria-label={t("Compare {{name}}", { name: one.name })}
          checked={compared.includes(one.id)}
          onChange={() => onCompare(compared.includes(one.id) ? compared.filter((id) => id !== one.id) : [...compared, one.id])}
        />
      ),
    },
    {
      key: "name",
      header: t("Scenario"),
      wrap: true,
      cell: (one) => (
        <>
          <Link className="link" to="/plan" onClick={() => chooseScenario(one.id)}>
            <b>{one.name}</b>
          </Link>{" "}
          {one.id === shown && <Tag tone="info">{t("shown")}</Tag>} {one.archived && <Tag tone="quiet">{t("archived")}</Tag>}
          {one.description && <div className="quiet">{one.description}</div>}
        </>
      ),
    },
    {
      key: "cycle",
      header: t("In the cycle"),
      cell: (one) => <InCycle scenario={one} cycle={cycle} refusal={cycleRefusal} onJoin={() => join(one)} />,
    },
    { key: "status", header: t("Figures"), cell: (one) => <ScenarioStatus scenario={one} /> },
    {
      key: "drivers",
      header: t("Drivers: what is different on purpose"),
      wrap: true,
      cell: (one) => {
        const known = drivers[scenarios.indexOf(one)]?.data ?? [];
        return (
          <>
            {structure &&
              known.slice(0, 3).map((driver) => (
                <div key={driver.name} className="small" title={driver.assumption}>
                  {sentenceOf(driver, structure)}
                </div>
              ))}
            {known.length > 3 && <div className="quiet small">{t("and {{n}} more", { n: known.length - 3 })}</div>}
            {known.length === 0 && <span className="quiet small">{t("none: the plan as agreed")}</span>}
          </>
        );
      },
    },
    {
      key: "changed",
      header: t("Last change"),
      wrap: true,
      cell: (one) => (
        <span className="quiet small">
          {one.changed.author}, {instant(one.changed.at)}
        </span>
      ),
    },
    {
      key: "actions",
      header: <span className="sr">{t("Actions")}</span>,
      right: true,
      cell: (one) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            disabled={!!refusal || one.archived}
            title={refusal}
            onClick={() => onDrivers(one)}
            aria-label={t("Drivers of {{name}}", { name: one.name })}
          >
            {t("Drivers")}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-xs" variant="default" aria-label={t("More for {{name}}", { name: one.name })}>
                <IconDots size={14} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => chooseScenario(one.id)}>{t("Show on all pages")}</Menu.Item>
              <Menu.Item disabled={!!refusal} title={refusal} onClick={() => setRenamed(one)}>
                {t("Rename")}
              </Menu.Item>
              <Menu.Item disabled={!!refusal} title={refusal} onClick={() => archive(one)}>
                {one.archived ? t("Take out of the archive") : t("Archive")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      ),
    },
  ];
  return (
    <>
      <Grid
        label={t("Scenarios")}
        columns={columns}
        rows={scenarios}
        rowKey={(one) => one.id}
        maxHeight={420}
        empty={<Empty title={t("No scenario matches")} />}
      />
      <RenameScenario scenario={renamed} onClose={() => setRenamed(null)} />
    </>
  );
}

function InCycle(props: { scenario: Scenario; cycle: PlanningCycle | undefined; refusal: string | undefined; onJoin: () => void }) {
  const { scenario, cycle, refusal, onJoin } = props;
  if (!cycle) return none;
  const approved = cycle.approvals?.findLast((one) => one.verdict === "approved");
  if (approved?.scenario === scenario.id) return <Tag tone="ok">{t("plan of record")}</Tag>;
  if (cycle.scenarios[0] === scenario.id) return <Tag tone="info">{t("leading")}</Tag>;
  if (cycle.scenarios.includes(scenario.id)) return <Tag tone="quiet">{t("yes")}</Tag>;
  if (cycle.state !== "open" || scenario.archived) return none;
  return (
    <Button size="compact-xs" variant="default" disabled={!!refusal} title={refusal} onClick={onJoin}>
      {t("Add")}
    </Button>
  );
}
