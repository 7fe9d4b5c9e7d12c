import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";
import { FinanceView } from "./FinanceView";

/** The plan in money: profit, the gap to budget and what makes it, cash, and what binds capital. */
export function FinancePage() {
  return (
    <PlanFrame
      title={t("Finance")}
      about={t("The plan in money: what is expected of the fiscal year, what separates it from the budget, and whether the cash is there.")}
    >
      {({ scenario, structure, cycle }) => <FinanceView scenario={scenario} structure={structure} cycle={cycle} />}
    </PlanFrame>
  );
}
