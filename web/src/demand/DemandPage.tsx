import "./demand.css";
import { useMemo } from "react";
import type { PlanningCycle } from "../api/cycle";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { useUrlState } from "../parts/urlState";
import { PlanFrame } from "../plan/PlanFrame";
import { DemandGrid } from "./DemandGrid";
import { ExceptionsPanel } from "./ExceptionsPanel";
import { FvaPanel } from "./FvaPanel";
import { SelectionPanel } from "./SelectionPanel";
import { SubmissionsBar } from "./SubmissionsBar";
import { demandDefaults, readDemand } from "./state";

/** The demand review: what stands out first, then everything about the part chosen, to be changed in place. */
export function DemandPage() {
  return (
    <PlanFrame title={t("Demand")} about={t("What to look at in the demand plan before the functions agree on it.")}>
      {({ scenario, structure, cycle }) => <Review scenario={scenario} structure={structure} cycle={cycle} />}
    </PlanFrame>
  );
}

function Review({ scenario, structure, cycle }: { scenario: Scenario; structure: PlanStructure; cycle: PlanningCycle | undefined }) {
  const [state, change] = useUrlState(demandDefaults);
  const view = useMemo(() => readDemand(state, structure), [state, structure]);
  const shared = { scenario, structure, view, state, onChange: change };
  return (
    <>
      <SubmissionsBar scenario={scenario} cycle={cycle} />
      <ExceptionsPanel {...shared} />
      <SelectionPanel {...shared} />
      <DemandGrid {...shared} />
      <FvaPanel scenario={scenario} part={view.part} />
    </>
  );
}
