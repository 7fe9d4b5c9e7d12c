import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

// The language is chosen when the page loads: these tests load everything anew as a French page.
let format: typeof import("./format");
let typed: typeof import("../plan/grid/typed");
let pasted: typeof import("../plan/grid/pasted");
let numbers: typeof import("../plan/grid/numbers");

beforeAll(async () => {
  vi.stubGlobal("localStorage", { getItem: () => "fr" });
  vi.resetModules();
  [format, typed, pasted, numbers] = await Promise.all([
    import("./format"),
    import("../plan/grid/typed"),
    import("../plan/grid/pasted"),
    import("../plan/grid/numbers"),
  ]);
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** Spaces of any width as one, so that what is expected can be read. */
const read = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("a French page", () => {
  test("writes numbers with comma and spaces", () => {
    expect(read(format.count(1234567))).toBe("1 234 567");
    expect(read(format.quantity(1234.567))).toBe("1 234,57");
    expect(read(format.percent(0.125))).toBe("12,5 %");
    expect(format.score(87.25, 1)).toBe("87,2");
    expect(format.bytes(1500)).toBe("1,5 ko");
    expect(read(format.money(1234.4, "EUR"))).toBe("1 234 EUR");
    expect(read(format.compact(1_234_567))).toBe("1,2 M");
    expect(read(format.compact(3_400_000_000, "EUR"))).toBe("3,4 Md EUR");
  });

  test("writes days and buckets", () => {
    expect(format.day("2026-11-05")).toBe("5 nov. 2026");
    expect(format.bucketLabel("2026-11")).toBe("nov. 2026");
    expect(format.bucketLabel("2026-W05")).toBe("2026-W05");
    expect(format.bucketLabel("FY2026-Q1")).toBe("Ex. 2026-T1");
  });

  test("counts none as one", () => {
    expect(format.plural(0, "commande", "commandes")).toBe("0 commande");
    expect(format.plural(2, "commande", "commandes")).toBe("2 commandes");
  });

  test("reads what is typed and pasted as it is written there", () => {
    expect(typed.readTyped("1 234,5")).toEqual({ rule: "set", value: 1234.5 });
    expect(typed.readTyped("1\u202f234,5")).toEqual({ rule: "set", value: 1234.5 });
    expect(typed.readTyped("1234,5")).toEqual({ rule: "set", value: 1234.5 });
    expect(typed.readTyped("1,234")).toEqual({ rule: "set", value: 1.234 });
    expect(typed.readTyped("+2,5%")).toEqual({ rule: "multiply", value: 1.025 });
    expect(typed.readTyped("*1.2")).toEqual({ rule: "multiply", value: 1.2 });
    expect(pasted.readBlock("1,234\t2").values).toEqual([[1.234, 2]]);
    expect(pasted.readBlock("1,234.5\t2").values).toEqual([[1234.5, 2]]);
  });

  test("what is shown for editing and copied is read back as the same", () => {
    for (const value of [1234.5, -0.25, 1_000_000, 1.234]) {
      const text = numbers.editable(value);
      expect(text).not.toContain(".");
      expect(typed.readNumber(text).value).toBe(value);
    }
    expect(pasted.writeBlock([[1234.5, null]])).toBe("1234,5\t");
    expect(pasted.readBlock(pasted.writeBlock([[1.234, null]])).values).toEqual([[1.234, undefined]]);
  });
});
