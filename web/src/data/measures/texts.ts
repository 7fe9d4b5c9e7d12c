import { t } from "../../i18n";

export const texts = {
  title: t("Measures"),
  about: t(
    "The key figures: what each means, its unit and grain, how it adds up, and who may type it. The same registry steers calculation and API.",
  ),
  stages: {
    data: t("Facts of the dataset"),
    cleanse: t("Cleansed history"),
    forecast: t("Forecast"),
    consensus: t("Consensus demand"),
    supply: t("Supply"),
    finance: t("Finance"),
    kpi: t("Key performance indicators"),
  } as Record<string, string>,
};
