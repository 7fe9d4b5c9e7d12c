import type { Measure, Members, PlanStructure, Unit } from "../api/types";
import { quartersOf } from "./grid/columns";
import { hierarchiesOf } from "./hierarchies";

/** What the Plan page shows, as it stands in the address. */
export const viewDefaults = {
  level: "",
  measures: "",
  unit: "planning_units",
  filter: "",
  from: "",
  to: "",
  totals: "quarters,years",
  depth: "1",
  chart: "yes",
};
export type ViewState = typeof viewDefaults;

export interface View {
  level: string[];
  measures: string[];
  unit: Unit;
  filter: Members;
  from: number;
  to: number;
  quarters: boolean;
  years: boolean;
  /** Levels that are open without being opened one by one. */
  depth: number;
}

const list = (text: string): string[] => text.split(",").filter((one) => one !== "");

/** Buckets of the past a window begins with. */
const pastShown = 12;

/** The measures a demand planner begins with: what was sold, what is forecast, what sales says, what is agreed. */
export function measuresAtFirst(structure: PlanStructure): string[] {
  const forecast = structure.measures.some((one) => one.name === "statistical_forecast" && one.hasValues);
  return ["sales_history", ...(forecast ? ["statistical_forecast"] : []), "sales_input", "consensus_demand"].filter((name) =>
    structure.measures.some((one) => one.name === name),
  );
}

/** The window a page begins with: a year before the plan, from the start of a fiscal quarter, to the end of the horizon. */
export function windowAtFirst(structure: PlanStructure): { from: number; to: number } {
  const wish = Math.max(0, structure.firstPlanned - pastShown);
  const quarter = quartersOf(structure.buckets).findLast((run) => run[0]!.index <= wish);
  return { from: quarter?.[0]?.index ?? wish, to: structure.buckets.length - 1 };
}

/** Reads the address against what the plan has; what the plan does not know is left out. */
export function readView(state: ViewState, structure: PlanStructure): View {
  const attributes = new Set(structure.attributes.map((one) => one.name));
  const level = list(state.level).filter((name) => attributes.has(name));
  const measures = list(state.measures).filter((name) => structure.measures.some((one) => one.name === name));
  const first = windowAtFirst(structure);
  const bucket = (text: string, otherwise: number) => {
    const index = text === "" ? Number.NaN : Number(text);
    return Number.isInteger(index) && index >= 0 && index < structure.buckets.length ? index : otherwise;
  };
  const [from, to] = [bucket(state.from, first.from), bucket(state.to, first.to)];
  const totals = list(state.totals);
  const shown = level.length > 0 ? level : (hierarchiesOf(structure)[0]?.level ?? []);
  return {
    level: shown,
    measures: measures.length > 0 ? measures : measuresAtFirst(structure),
    unit: (["planning_units", "item_units", "money"] as const).find((one) => one === state.unit) ?? "planning_units",
    filter: readFilter(state.filter, attributes),
    from: Math.min(from, to),
    to: Math.max(from, to),
    quarters: totals.includes("quarters"),
    years: totals.includes("years"),
    depth: Math.max(1, Math.min(shown.length, Number(state.depth) || 1)),
  };
}

export function readFilter(text: string, attributes: ReadonlySet<string>): Members {
  try {
    const read: unknown = text === "" ? {} : JSON.parse(text);
    if (typeof read !== "object" || read === null) return {};
    const kept = Object.entries(read).filter(
      (one): one is [string, string[]] =>
        attributes.has(one[0]) && Array.isArray(one[1]) && one[1].length > 0 && one[1].every((member) => typeof member === "string"),
    );
    return Object.fromEntries(kept);
  } catch {
    return {};
  }
}

export function writeFilter(filter: Members): string {
  const kept = Object.entries(filter).filter(([, members]) => members.length > 0);
  return kept.length === 0 ? "" : JSON.stringify(Object.fromEntries(kept));
}

export interface Favourite {
  name: string;
  level: string[];
  measures: string[];
}

const place = "concord.plan.favourites";

/** Levels and measures somebody saved under a name, in this browser. */
export function favourites(): Favourite[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(place) ?? "[]");
    return Array.isArray(read)
      ? read.filter((one): one is Favourite => typeof one?.name === "string" && Array.isArray(one.level) && Array.isArray(one.measures))
      : [];
  } catch {
    return [];
  }
}

export function saveFavourites(all: readonly Favourite[]) {
  localStorage.setItem(place, JSON.stringify(all));
}

/** Titles by name; a measure the registry does not know keeps its name. */
export function measureTitles(measures: readonly Measure[] | undefined): (name: string) => string {
  const titles = new Map(measures?.map((one) => [one.name, one.title]));
  return (name) => titles.get(name) ?? name;
}
