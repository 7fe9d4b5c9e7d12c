import { t } from "../../i18n";

export const texts = {
  title: t("Data"),
  about: t("Step 1 of the cycle: facts in, checked and trusted, before anybody plans on them."),
  areaOrder: ["products", "network", "production", "purchasing", "stock_and_orders", "demand", "finance"],
  dimensions: {
    completeness: t("Completeness: what is needed is there"),
    validity: t("Validity: values are of the right type, range and vocabulary"),
    consistency: t("Consistency: rows agree with each other"),
    timeliness: t("Timeliness: facts are as fresh as the cut-off asks"),
  } as Record<string, string>,
  sources: {
    set: t("set by hand"),
    latest_fact: t("day of the latest fact"),
    "latest fact": t("day of the latest fact"),
    today: t("today, there are no facts"),
  } as Record<string, string>,
  asOfHelp: t("Facts dated after the cut-off do not count. Empty: the day of the latest fact."),
  stale: t("The dataset has changed since the checks ran: scores and findings are of before."),
  emptyTitle: t("No data yet"),
  emptyText: t("Import the extracts of your ERP through a mapping, or fill the template workbook, whose sheets explain each column."),
};
