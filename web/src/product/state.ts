import type { PortfolioPage } from "../api/product";
import { t } from "../i18n";
import { compact, count, percent } from "../parts/format";

/** What the Portfolio page shows, as it stands in the address. */
export const productDefaults = { level: "item", abc: "", xyz: "", candidates: "", search: "", sort: "-value", skip: "0", at: "" };
export type ProductState = typeof productDefaults;

export const abcClasses = ["A", "B", "C"] as const;
export const xyzClasses = ["X", "Y", "Z"] as const;

/** A field of the matrix; one that no row is in is empty. */
export function fieldOf(page: Pick<PortfolioPage, "fields">, abc: string, xyz: string): { count: number; share: number } {
  return page.fields.find((one) => one.abc === abc && one.xyz === xyz) ?? { count: 0, share: 0 };
}

/** The page's first sentence. */
export function headline(page: PortfolioPage): string {
  const of = (abc: string) =>
    page.fields
      .filter((one) => one.abc === abc)
      .reduce((sum, one) => ({ count: sum.count + one.count, share: sum.share + one.share }), { count: 0, share: 0 });
  const all = page.fields.reduce((sum, one) => sum + one.count, 0);
  if (all === 0) return t("The plan has no demand: there is no portfolio to look at.");
  const begin = t("{{a}} of {{all}} make {{share}} of {{value}}.", {
    a: count(of("A").count),
    all: count(all),
    share: percent(of("A").share, 0),
    value: compact(page.value, page.unit),
  });
  return page.level === "item"
    ? `${begin} ${page.candidates === 0 ? t("No candidate for delisting.") : t("Candidates for delisting: {{count}}.", { count: count(page.candidates) })}`
    : begin;
}

/** A share with its sign, for growth. */
export function signed(share: number | null | undefined): string {
  if (share === null || share === undefined) return "–";
  return `${share > 0 ? "+" : share < 0 ? "−" : ""}${percent(Math.abs(share), 0)}`;
}
