import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function SupplyPage() {
  return <PlanFrame title={t("Supply")}>{() => null}</PlanFrame>;
}
