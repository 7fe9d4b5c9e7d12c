import type { Members, PlanStructure, Unit } from "../api/types";
import { readFilter } from "../plan/view";

/** What the Demand page shows, as it stands in the address. */
export const demandDefaults = { level: "", filter: "", kind: "", skip: "0", at: "", unit: "money", lag: "1", lines: "", side: "load" };
export type DemandState = typeof demandDefaults;

/** The attributes parts are told by when nobody chose others. */
const usual = ["family", "channel", "region"];

export interface DemandView {
  level: string[];
  filter: Members;
  /** The part shown below the list: one member of some attributes, or everything. */
  part: Members;
  unit: Unit;
}

/** Reads the address against what the plan has; what the plan does not know is left out. */
export function readDemand(state: DemandState, structure: PlanStructure): DemandView {
  const attributes = new Set(structure.attributes.map((one) => one.name));
  const level = state.level.split(",").filter((name) => attributes.has(name));
  const filter = readFilter(state.filter, attributes);
  return {
    level: level.length > 0 ? level : usual.filter((name) => attributes.has(name)),
    filter,
    part: { ...filter, ...readFilter(state.at, attributes) },
    unit: (["money", "planning_units", "item_units"] as const).find((one) => one === state.unit) ?? "money",
  };
}

/** The part an exception is about. */
export function partOf(level: readonly string[], members: readonly string[]): Members {
  return Object.fromEntries(members.map((member, at) => [level[at]!, [member]]));
}

/** Levels of the tree under a part: what it is not held to one member of, from the family down. */
export function treeBelow(part: Members, structure: PlanStructure): string[] {
  const held = new Set(Object.entries(part).flatMap(([attribute, members]) => (members.length === 1 ? [attribute] : [])));
  const known = ["family", "item", "channel", "region"].filter((name) => structure.attributes.some((one) => one.name === name));
  const below = known.filter((name) => !held.has(name) && !(name === "family" && held.has("item")));
  return below.length > 0 ? below : [structure.attributes[0]?.name ?? "item"];
}
