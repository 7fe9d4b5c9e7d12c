import { Button, Group, SegmentedControl, Select, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustments, IconArrowMerge, IconArrowsDiff, IconPlus, IconStack2 } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { cycleGet, cycleSend } from "../../api/cycle";
import { planGet } from "../../api/plan";
import { queryClient } from "../../api/queries";
import { scenariosGet } from "../../api/scenarios";
import type { Scenario } from "../../api/types";
import { useCycle } from "../../cycle/useCycle";
import { t } from "../../i18n";
import { bucketLabel } from "../../parts/format";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert, sayProblem } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { useRefusal } from "../../people/session";
import { useScenario } from "../useScenario";
import { ComparisonPanel } from "./ComparisonPanel";
import { comparedOf, headline } from "./comparison";
import { DriversDialog } from "./DriversDialog";
import { DriverTable } from "./DriverTable";
import { NewScenario } from "./NewScenario";
import { ScenarioList } from "./ScenarioList";
import { ScenarioSetDialog } from "./ScenarioSetDialog";
import { TradeOffs } from "./TradeOffs";
import "./scenarios.css";

const most = 8;
const defaults = { search: "", archived: "no", compare: "", reference: "", year: "", amounts: "short", against: "cash" };

/** Scenarios: make them from drivers, compute them, see what one gives for the other, and choose. */
export function ScenariosPage() {
  const { scenario: shown, scenarios } = useScenario();
  const { cycle } = useCycle();
  const [state, change] = useUrlState(defaults);
  const [making, { open: make, close: made }] = useDisclosure(false);
  const [setOpened, { open: openSet, close: closeSet }] = useDisclosure(false);
  const [edited, setEdited] = useState<{ scenario: Scenario; make: boolean } | null>(null);
  const navigate = useNavigate();
  const refusal = useRefusal("manage_scenarios");
  const structure = useQuery({ ...planGet.structure(shown?.id ?? 0), enabled: shown !== undefined });
  const all = scenarios.data ?? [];
  const wanted = state.search.toLowerCase();
  const found = all.filter(
    (one) => (state.archived === "yes" || !one.archived) && `${one.name} ${one.description ?? ""}`.toLowerCase().includes(wanted),
  );
  const compared = comparedOf(all, state.compare, cycle?.scenarios, most);
  const ids = compared.map((one) => one.id);
  const comparison = useQuery({ ...scenariosGet.comparison(compared), enabled: compared.length > 0 });
  const records = useQuery(cycleGet.plansOfRecord());
  const reference = Math.max(0, ids.indexOf(Number(state.reference)));
  const other = compared.find((_, at) => at !== reference);
  const two = compared.length === 2 && other !== undefined;
  const first = compared[reference];
  const compare = (next: readonly number[]) => change({ compare: next.slice(-most).join(",") });
  return (
    <Page
      title={t("Scenarios")}
      about={t("Each is a line of the plan of its own: what is typed in one is not seen in another until they are merged.")}
      actions={
        <>
          <Button
            size="xs"
            leftSection={<IconStack2 size={14} />}
            disabled={!!refusal || !structure.data}
            title={refusal}
            onClick={openSet}
          >
            {t("Central, cautious, ambitious")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconAdjustments size={14} />}
            disabled={!!refusal || !shown}
            title={refusal}
            onClick={() => shown && setEdited({ scenario: shown, make: true })}
          >
            {t("From drivers")}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} />}
            disabled={!!refusal || !shown}
            title={refusal}
            onClick={make}
          >
            {t("Empty branch")}
          </Button>
        </>
      }
    >
      {scenarios.error && <ProblemAlert error={scenarios.error} onRetry={() => scenarios.refetch()} />}
      {scenarios.isLoading && <Loading what={t("the scenarios")} />}
      {scenarios.data?.length === 0 && (
        <Panel>
          <Empty
            title={t("No plan yet")}
            action={
              <Link className="link" to="/plan">
                {t("Start a plan")}
              </Link>
            }
          />
        </Panel>
      )}
      {comparison.data && <p className="page-sentence">{headline(comparison.data, state.year)}</p>}
      {all.length > 0 && (
        <Panel
          title={t("Scenarios")}
          aside={
            <Group gap="xs">
              <SearchBox value={state.search} onChange={(search) => change({ search })} label={t("Search scenarios")} />
              <Switch
                size="xs"
                label={t("Archived too")}
                checked={state.archived === "yes"}
                onChange={(event) => change({ archived: event.currentTarget.checked ? "yes" : "no" })}
              />
              <ComputeAll scenarios={all.filter((one) => !one.archived)} />
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowsDiff size={14} />}
                disabled={!two}
                title={two ? undefined : t("Choose exactly two scenarios for that.")}
                onClick={() => navigate(`/scenarios/compare?a=${first?.id}&b=${other?.id}`)}
              >
                {t("Differences in detail")}
              </Button>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowMerge size={14} />}
                disabled={!two || !!refusal}
                title={refusal ?? (two ? undefined : t("Choose exactly two scenarios for that."))}
                onClick={() => navigate(`/scenarios/merge?into=${first?.id}&from=${other?.id}`)}
              >
                {t("Merge")}
              </Button>
            </Group>
          }
        >
          <ScenarioList
            scenarios={found}
            shown={shown?.id}
            compared={ids}
            cycle={cycle}
            structure={structure.data}
            onCompare={compare}
            onDrivers={(one) => setEdited({ scenario: one, make: false })}
          />
        </Panel>
      )}
      {comparison.error && <ProblemAlert error={comparison.error} onRetry={() => comparison.refetch()} />}
      {comparison.isLoading && compared.length > 0 && <Loading what={t("the comparison")} />}
      {comparison.data && (
        <>
          <TradeOffs
            comparison={comparison.data}
            record={records.data?.[0]}
            against={state.against}
            onAgainst={(against) => change({ against })}
          />
          <Panel
            title={t("Side by side")}
            aside={
              <Group gap="xs">
                <Select
                  size="xs"
                  w={130}
                  aria-label={t("Period")}
                  allowDeselect={false}
                  value={state.year}
                  data={[
                    { value: "", label: t("Horizon") },
                    ...comparison.data.years.map((year) => ({ value: year, label: bucketLabel(year) })),
                  ]}
                  onChange={(year) => change({ year: year ?? "" })}
                />
                <SegmentedControl
                  size="xs"
                  aria-label={t("Amounts")}
                  value={state.amounts}
                  onChange={(amounts) => change({ amounts })}
                  data={[
                    { value: "short", label: t("Short") },
                    { value: "full", label: t("In full") },
                  ]}
                />
              </Group>
            }
          >
            <ComparisonPanel
              comparison={comparison.data}
              reference={Math.min(reference, comparison.data.plans.length - 1)}
              year={state.year}
              full={state.amounts === "full"}
              onReference={(plan) => change({ reference: String(ids[plan] ?? "") })}
            />
          </Panel>
          {structure.data && <DriverTable comparison={comparison.data} structure={structure.data} />}
        </>
      )}
      {shown && <NewScenario opened={making} onClose={made} scenarios={all.filter((one) => !one.archived)} from={shown.id} />}
      {shown && structure.data && (
        <>
          <ScenarioSetDialog opened={setOpened} onClose={closeSet} central={shown} structure={structure.data} onMade={compare} />
          <DriversDialog
            scenario={edited?.scenario ?? null}
            make={edited?.make ?? false}
            structure={structure.data}
            onClose={() => setEdited(null)}
            onSaved={(id) => !ids.includes(id) && compare([...ids, id])}
          />
        </>
      )}
    </Page>
  );
}

/** Starts all scenarios that are not as new as what they stand on. */
function ComputeAll({ scenarios }: { scenarios: readonly Scenario[] }) {
  const refusal = useRefusal("edit_plan");
  const stages = useQueries({ queries: scenarios.map((one) => cycleGet.stages(one.id)) });
  const old = scenarios.filter((_, at) => stages[at]?.data?.some((stage) => stage.freshness !== "current"));
  if (old.length === 0) return null;
  return (
    <Button
      size="xs"
      variant="default"
      disabled={!!refusal}
      title={refusal}
      onClick={() =>
        Promise.all(old.map((one) => cycleSend.compute(one.id))).then(
          () => queryClient.invalidateQueries({ queryKey: ["jobs"] }),
          sayProblem,
        )
      }
    >
      {t("Compute all {{n}} out of date", { n: old.length })}
    </Button>
  );
}
