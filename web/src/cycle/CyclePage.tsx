import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function CyclePage() {
  return <PlanFrame title={t("Cycle")}>{() => null}</PlanFrame>;
}
