import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function ProductPage() {
  return <PlanFrame title={t("Portfolio")}>{() => null}</PlanFrame>;
}
