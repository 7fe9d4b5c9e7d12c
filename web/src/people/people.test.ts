import { expect, test } from "vitest";
import { destination, membersOf, roleText } from "./session";

test("after signing in one stays on this site", () => {
  expect(destination("/data/imports?import=1")).toBe("/data/imports?import=1");
  for (const bad of [null, "", "//evil.example", "/\\evil.example", "https://evil.example", "/signin?to=/x", "/setup"])
    expect(destination(bad)).toBe("/");
});

test("a role says the part it holds for", () => {
  expect(roleText({ role: "demand_planner", part: {} })).toBe("demand planner");
  expect(roleText({ role: "sales", part: { region: ["North", "South"] } })).toBe("sales, only region North, South");
});

test("members are told apart by commas, each once", () => {
  expect(membersOf(" North, South ,,North")).toEqual(["North", "South"]);
});
