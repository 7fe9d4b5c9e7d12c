import { t } from "../../i18n";

export const texts = {
  title: t("Findings"),
  about: t("What the quality checks say of the dataset as of the cut-off: code, entity, value, and what to do."),
  stale: t("The dataset has changed since the checks ran."),
  emptyTitle: t("No findings"),
  emptyText: t("The checks have run and found nothing of this kind."),
  neverTitle: t("The checks have not run yet"),
  neverText: t("They run by themselves after each import; you can also start them here."),
};
