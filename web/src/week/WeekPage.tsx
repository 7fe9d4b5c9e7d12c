import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function WeekPage() {
  return <PlanFrame title={t("Week")}>{() => null}</PlanFrame>;
}
