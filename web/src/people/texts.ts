import { t } from "../i18n";

export const texts = {
  signIn: t("Sign in"),
  setUp: t("Set up this server"),
  setUpAbout: t("Nobody has an account yet. You become its administrator and coordinator, and make accounts for the others afterwards."),
  password: t("At least 12 characters. Four words that have nothing to do with each other are easy to keep and hard to guess."),
  people: t("People"),
  peopleAbout: t("Who uses this server, in which roles. A role may hold for a part of the hierarchy only."),
  local: t(
    "Nobody has an account: whoever uses this machine may do everything. With the first account, which must be an administrator's, sign-in is demanded of everybody.",
  ),
  audit: t("Audit log"),
  auditAbout: t("Every change: who, what, when and from where, and what was refused. It is only added to."),
  account: t("Account"),
  accountAbout: t("Your roles, your password, and the tokens by which programs act for you."),
  tokens: t(
    "A token lets a program act as you, within its scope: read sees, edit also types into the plan and brings data in, administer may all you may. No token changes your account.",
  ),
  secret: t("This is the only time the token is shown. Keep it where your program finds it, and nobody else."),
} as const;

/** The attributes a part of the hierarchy is usually told by; others may be typed. */
export const attributes = ["region", "channel", "category", "family", "item", "location", "resource"];

export const roles = [
  "administrator",
  "coordinator",
  "demand_planner",
  "sales",
  "marketing",
  "product",
  "supply_planner",
  "finance",
  "executive",
  "viewer",
] as const;
