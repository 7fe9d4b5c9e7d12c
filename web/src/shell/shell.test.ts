import { expect, test } from "vitest";
import type { Job } from "../api/types";
import { ended } from "./jobs";
import { currentPage, keys, menuFor, steps } from "./navigation";
import { stops } from "./tour";

const job = (id: string, state: Job["state"]): Job => ({
  id,
  state,
  kind: "import",
  title: id,
  share: 0,
  stage: "",
  detail: "",
  createdAt: "2025-01-01T00:00:00Z",
  startedAt: null,
  finishedAt: null,
  importId: null,
  alreadyImported: false,
  problem: null,
});

test("what ended since the last look: was busy, or came and went in between", () => {
  const before = [job("a", "running"), job("b", "succeeded")];
  const now = [job("a", "succeeded"), job("b", "succeeded"), job("c", "failed"), job("d", "queued")];
  expect(ended(before, now).map((one) => one.id)).toEqual(["a", "c"]);
});

test("on the first look nothing has just ended", () => {
  expect(ended(undefined, [job("a", "succeeded")])).toEqual([]);
});

test("a path belongs to the menu entry that starts it", () => {
  expect(currentPage("/data")).toBe("/data");
  expect(currentPage("/data/imports/new")).toBe("/data/imports");
  expect(currentPage("/data/items/BK-1")).toBe("/data/tables");
  expect(currentPage("/elsewhere")).toBeUndefined();
});

test("every page has a key of its own", () => {
  expect(keys.size).toBe(steps.flatMap((step) => step.pages).length);
});

test("the menu leaves out pages that would only refuse", () => {
  const pages = menuFor({ manage_people: "no" }).flatMap((step) => step.pages.map((page) => page.to));
  expect(pages).not.toContain("/people");
  expect(pages).toContain("/audit");
  expect(menuFor({ manage_people: "no", read_audit: "no" }).map((step) => step.title)).not.toContain("Administration");
});

test("the tour leads to pages of the menu, and points at those it speaks of", () => {
  const pages = new Set(keys.values());
  expect(stops.length).toBeLessThanOrEqual(8);
  for (const stop of stops) {
    if (stop.to) expect(pages).toContain(stop.to);
    const pointed = /href\^="([^"]+)"/.exec(stop.element)?.[1];
    if (pointed) expect(stop.to).toBe(pointed);
  }
});

test("pages that are needed seldom are folded, the steps of the cycle never", () => {
  expect(steps.filter((step) => step.folds).map((step) => step.pages[0]!.to)).toEqual(["/reference/calendar", "/people"]);
});
