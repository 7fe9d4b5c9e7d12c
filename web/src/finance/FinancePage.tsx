import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function FinancePage() {
  return <PlanFrame title={t("Finance")}>{() => null}</PlanFrame>;
}
