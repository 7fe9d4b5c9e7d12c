import type { Driver, DriverKind } from "../../api/scenarios";
import type { PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { bucketLabel, money, quantity, words } from "../../parts/format";

/** A driver as it is typed: the change instead of the factor, so that people write -10 for ten percent less. */
export interface DraftDriver {
  name: string;
  kind: DriverKind;
  attribute: string;
  members: string[];
  first: number;
  last: number;
  /** Percent of change; for a cash ceiling an amount, for supply events 1 when they happen. */
  change: number;
  assumption: string;
}

export const driverKinds: { kind: DriverKind; title: string; less: string; more: string; measure?: string }[] = [
  { kind: "demand", title: t("Demand"), less: t("less"), more: t("more"), measure: "consensus_demand" },
  { kind: "promotions", title: t("Effect of promotions"), less: t("less"), more: t("more"), measure: "consensus_demand" },
  { kind: "price", title: t("Net selling prices"), less: t("lower"), more: t("higher"), measure: "revenue" },
  { kind: "lead_time", title: t("Lead times of suppliers"), less: t("shorter"), more: t("longer"), measure: "purchase" },
  { kind: "capacity", title: t("Capacity of resources"), less: t("less"), more: t("more"), measure: "capacity" },
  { kind: "cost", title: t("Costs"), less: t("lower"), more: t("higher") },
  { kind: "cash_ceiling", title: t("Least cash at the end of a bucket"), less: "", more: "" },
  { kind: "supply_events", title: t("Supply events"), less: "", more: "" },
];

const kindOf = (kind: DriverKind) => driverKinds.find((one) => one.kind === kind) ?? driverKinds[0]!;

/** What a driver does, in words: "Demand 10 % less". */
export function deedOf(kind: DriverKind, value: number, currency: string): string {
  const { title, less, more } = kindOf(kind);
  if (kind === "cash_ceiling") return t("Cash never below {{amount}}", { amount: money(value, currency) });
  if (kind === "supply_events") return value > 0 ? t("The known supply events happen") : t("No supply event happens");
  const percent = Math.round(Math.abs(value - 1) * 1000) / 10;
  if (percent === 0) return t("{{what}} unchanged", { what: title });
  return t("{{what}} {{percent}} % {{direction}}", { what: title, percent: quantity(percent, 1), direction: value < 1 ? less : more });
}

/** The part a driver moves: "Road Bikes, Touring Bikes"; nothing for everything. */
export function partOf(driver: Driver): string {
  return Object.entries(driver.part)
    .map(([attribute, members]) => `${t(words(attribute))} ${members.join(", ")}`)
    .join("; ");
}

/** When a driver holds; nothing when that is the whole horizon. */
export function spanOf(driver: Driver, structure: PlanStructure): string {
  const last = structure.buckets.findLastIndex((bucket) => bucket.zone !== null);
  if (driver.firstBucket <= structure.firstPlanned && driver.lastBucket >= last) return "";
  const label = (index: number) => bucketLabel(structure.buckets[index]?.label);
  return driver.firstBucket === driver.lastBucket
    ? label(driver.firstBucket)
    : t("{{from}} to {{to}}", { from: label(driver.firstBucket), to: label(driver.lastBucket) });
}

/** A driver in one line. */
export function sentenceOf(driver: Driver, structure: PlanStructure): string {
  return [deedOf(driver.kind, driver.value, structure.currency), partOf(driver), spanOf(driver, structure)].filter(Boolean).join(" · ");
}

export const isFactor = (kind: DriverKind) => kind !== "cash_ceiling" && kind !== "supply_events";

/** A driver as people edit it. Of a part with several attributes the first one is shown; the rest is kept by {@link withRest}. */
export function toDraft(driver: Driver): DraftDriver {
  const [attribute, members] = Object.entries(driver.part)[0] ?? ["", []];
  return {
    name: driver.name,
    kind: driver.kind,
    attribute,
    members: [...members],
    first: driver.firstBucket,
    last: driver.lastBucket,
    change: isFactor(driver.kind) ? Math.round((driver.value - 1) * 1e6) / 1e4 : driver.value,
    assumption: driver.assumption,
  };
}

/** What is sent for a draft. */
export function fromDraft(draft: DraftDriver): Driver {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    part: draft.attribute && draft.members.length > 0 ? { [draft.attribute]: draft.members } : {},
    firstBucket: draft.first,
    lastBucket: draft.last,
    value: isFactor(draft.kind) ? Math.round((1 + draft.change / 100) * 1e8) / 1e8 : draft.change,
    assumption: draft.assumption.trim(),
  };
}

/** The driver of a draft with the conditions of the driver it was made from that the form does not show. */
export function withRest(draft: DraftDriver, before: Driver | undefined): Driver {
  const driver = fromDraft(draft);
  const rest = Object.entries(before?.part ?? {}).slice(1);
  return rest.length === 0 ? driver : { ...driver, part: { ...driver.part, ...Object.fromEntries(rest) } };
}

/** What stands against a draft, in words; undefined when it can be sent. */
export function flawOf(draft: DraftDriver, others: readonly DraftDriver[]): string | undefined {
  const name = draft.name.trim();
  if (name === "") return t("It needs a name.");
  if (others.some((one) => one !== draft && one.name.trim().toLowerCase() === name.toLowerCase()))
    return t("Two drivers are called “{{name}}”.", { name });
  if (!Number.isFinite(draft.change)) return t("It needs a number.");
  if (isFactor(draft.kind) && draft.change < -100) return t("No more than 100 % can be taken away.");
  if (draft.last < draft.first) return t("It ends before it begins.");
  return undefined;
}

/** Drivers people start from, over the whole horizon. */
export function driverTemplates(): { title: string; kind: DriverKind; change: number; assumption: string }[] {
  return [
    { title: t("Demand 10 % less"), kind: "demand", change: -10, assumption: t("Customers order less.") },
    { title: t("Demand 10 % more"), kind: "demand", change: 10, assumption: t("Customers order more.") },
    { title: t("Lead times 25 % longer"), kind: "lead_time", change: 25, assumption: t("Suppliers deliver later.") },
    { title: t("Capacity 10 % less"), kind: "capacity", change: -10, assumption: t("Breakdowns or absences.") },
    { title: t("Capacity 10 % more"), kind: "capacity", change: 10, assumption: t("An additional shift.") },
    { title: t("Prices 3 % lower"), kind: "price", change: -3, assumption: t("Discounts to hold the volume.") },
    { title: t("Costs 5 % higher"), kind: "cost", change: 5, assumption: t("Material and freight become dearer.") },
    { title: t("Weak promotions"), kind: "promotions", change: -30, assumption: t("Promotions bring less than expected.") },
    { title: t("No supply event happens"), kind: "supply_events", change: 0, assumption: t("None of the known supply events happens.") },
  ];
}
