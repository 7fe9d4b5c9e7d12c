import { t } from "../../i18n";

export const texts = {
  title: t("Calendar"),
  about: t("How time is cut into buckets, the fiscal year they belong to, and who may change what in the zones of the horizon."),
  patterns: [
    { value: "month", label: t("Months") },
    { value: "iso_week", label: t("ISO weeks") },
    { value: "split_week", label: t("Weeks split at month ends") },
    { value: "weeks_4_4_5", label: t("4-4-5 weeks") },
    { value: "weeks_4_5_4", label: t("4-5-4 weeks") },
    { value: "weeks_5_4_4", label: t("5-4-4 weeks") },
  ],
  months: [
    t("January"),
    t("February"),
    t("March"),
    t("April"),
    t("May"),
    t("June"),
    t("July"),
    t("August"),
    t("September"),
    t("October"),
    t("November"),
    t("December"),
  ],
  zones: {
    frozen: t("The near end of the horizon: what is being made and bought now."),
    flexible: t("What can still be changed with care."),
    strategic: t("The far end: volumes, capacity and investment."),
  } as Record<string, string>,
};
