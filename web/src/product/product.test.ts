import { describe, expect, test } from "vitest";
import type { PortfolioPage, PortfolioRow } from "../api/product";
import { diameter, ends } from "./bubbles";
import { emptyDraft, missingIn, orderOf, sentence, standingOf } from "./decisions";
import { fieldOf, headline, signed } from "./state";

const page = {
  level: "item",
  unit: "EUR",
  value: 1000,
  candidates: 2,
  fields: [
    { abc: "A", xyz: "X", count: 3, value: 800, share: 0.8 },
    { abc: "C", xyz: "", count: 7, value: 200, share: 0.2 },
  ],
  rows: [] as PortfolioRow[],
} as unknown as PortfolioPage;

describe("the portfolio", () => {
  test("the first sentence says what carries the range and how many candidates there are", () => {
    expect(headline(page)).toMatch(/^3 of 10 make 80 % of 1.k.EUR\. Candidates for delisting: 2\.$/);
    expect(headline({ ...page, fields: [] })).toContain("no portfolio");
    expect(headline({ ...page, level: "family" })).not.toContain("delisting");
  });

  test("a field that no row is in is empty", () => {
    expect(fieldOf(page, "A", "X").count).toBe(3);
    expect(fieldOf(page, "B", "Z")).toEqual({ count: 0, share: 0 });
  });

  test("growth shows its sign", () => {
    expect([signed(0.12), signed(-0.12), signed(null)]).toEqual(["+12 %", "−12 %", "–"]);
  });
});

describe("bubbles", () => {
  test("four times the value is twice the diameter, and the smallest can still be seen", () => {
    expect(diameter(400, 400)).toBe(2 * diameter(100, 400));
    expect(diameter(0, 400)).toBeGreaterThan(4);
  });

  test("one outlier in a hundred does not press the others together", () => {
    const [low, high] = ends([...Array.from({ length: 99 }, (_, at) => at / 100), 50], true);
    expect(low).toBeLessThanOrEqual(0);
    expect(high).toBeLessThan(1.3);
  });
});

describe("decisions", () => {
  test("each kind asks for what it needs", () => {
    const draft = { ...emptyDraft("R1"), reason: "old" };
    expect(missingIn(draft)).toBeUndefined();
    expect(missingIn({ ...draft, reason: " " })).toBe("Say why.");
    expect(missingIn({ ...draft, choice: "delist" })).toBe("Give the date.");
    expect(missingIn({ ...draft, choice: "replace", date: "2027-01-01" })).toBe("Name the predecessor.");
    expect(missingIn({ ...draft, choice: "launch", date: "2027-01-01", relatedItem: "R0", share: "120" })).toBe("The share is 0 to 100 %.");
  });

  test("what another kind asked for is not sent", () => {
    const draft = { ...emptyDraft("R1"), reason: "old", relatedItem: "R0", share: "50", date: "2027-01-01", description: "New" };
    expect(orderOf(draft)).toMatchObject({ relatedItem: undefined, date: undefined, share: 1, description: undefined });
    expect(orderOf({ ...draft, choice: "launch" })).toMatchObject({
      relatedItem: "R0",
      date: "2027-01-01",
      share: 0.5,
      description: "New",
    });
  });

  test("a decision reads as a sentence and says how far it is", () => {
    expect(sentence({ choice: "replace", item: "NEW", relatedItem: "OLD", date: "2027-01-01" })).toBe(
      "Replace OLD by NEW from 1 Jan 2027 on",
    );
    expect(standingOf({ choice: "keep", withdrawnBy: null, appliedIn: null })).toBe("kept");
    expect(standingOf({ choice: "delist", withdrawnBy: null, appliedIn: null })).toBe("open");
    expect(standingOf({ choice: "delist", withdrawnBy: null, appliedIn: 4 })).toBe("applied");
    expect(standingOf({ choice: "delist", withdrawnBy: "a", appliedIn: null })).toBe("withdrawn");
  });
});
