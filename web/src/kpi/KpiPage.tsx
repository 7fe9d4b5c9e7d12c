import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function KpiPage() {
  return <PlanFrame title={t("Key figures")}>{() => null}</PlanFrame>;
}
