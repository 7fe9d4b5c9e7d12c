import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";
import { SheetView } from "./SheetView";

/** The sheet of a family: sales, production, stock and backlog, past and planned, on one page. */
export function FamilyPage() {
  return (
    <PlanFrame
      title={t("Families")}
      about={t("Sales, production, stock and backlog of a family: what was planned, what came, and what is planned now.")}
    >
      {({ scenario, structure, cycle }) => <SheetView scenario={scenario} structure={structure} cycle={cycle} />}
    </PlanFrame>
  );
}
