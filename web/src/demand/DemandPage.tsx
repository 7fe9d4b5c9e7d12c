import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function DemandPage() {
  return <PlanFrame title={t("Demand")}>{() => null}</PlanFrame>;
}
