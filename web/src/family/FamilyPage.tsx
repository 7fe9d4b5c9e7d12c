import { t } from "../i18n";
import { PlanFrame } from "../plan/PlanFrame";

export function FamilyPage() {
  return <PlanFrame title={t("Families")}>{() => null}</PlanFrame>;
}
