import type { PlanStructure } from "../api/types";
import { t } from "../i18n";

/** Ways down through the attributes that companies steer by. Where the plan lacks an attribute, its step is left out. */
const known: { title: string; level: string[] }[] = [
  { title: t("Product"), level: ["category", "family", "item"] },
  { title: t("Brand"), level: ["brand", "family", "item"] },
  { title: t("Market"), level: ["region", "channel", "family", "item"] },
  { title: t("Place"), level: ["location_region", "country", "location", "family", "item"] },
];

/** The hierarchies of a plan: those of which it has the first attribute. */
export function hierarchiesOf(structure: PlanStructure): { title: string; level: string[] }[] {
  const names = new Set(structure.attributes.map((one) => one.name));
  const found = known
    .filter((one) => names.has(one.level[0]!))
    .map((one) => ({ ...one, level: one.level.filter((name) => names.has(name)) }));
  return found.length > 0 ? found : structure.attributes.slice(0, 1).map((one) => ({ title: one.title, level: [one.name] }));
}
