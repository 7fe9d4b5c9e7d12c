import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function ExecutivePage() {
  return <PlanFrame title={t("Decision")}>{() => null}</PlanFrame>;
}
