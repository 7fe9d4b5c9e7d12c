import { t } from "../../i18n";

export const texts = {
  title: t("Snapshots"),
  about: t("A data snapshot freezes the dataset for a cycle, as of a date. Later imports never change it."),
  emptyTitle: t("No snapshots yet"),
  emptyText: t("Make one when the data of the month is in and checked: the plan of the cycle is made from it."),
  held: t("The data gate is held. A snapshot can still be made, with a reason that stays with it."),
};
