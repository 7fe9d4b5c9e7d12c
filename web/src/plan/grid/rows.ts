import type { CellsAnswer, MeasureCells } from "../../api/types";
import { t } from "../../i18n";

/** A member of the tree: a row of an answer, under the members it belongs to. */
export interface Node {
  /** The members from the top down; "" is the total of everything. */
  key: string;
  depth: number;
  /** Member by attribute, from the top down. */
  path: readonly (readonly [attribute: string, member: string])[];
  title: string;
  code: string | null;
  answer: CellsAnswer;
  /** Of its row in the answer. */
  index: number;
  /** False at the deepest level. */
  opens: boolean;
  open: boolean;
}

/** A line of the grid: one measure of one member. */
export interface Row {
  key: string;
  node: Node;
  cells: MeasureCells;
  /** The first measure of its member, which shows the member's name. */
  first: boolean;
  last: boolean;
}

const separator = "\u001f";

export const nodeKey = (members: readonly string[]): string => members.join(separator);
export const membersOf = (key: string): string[] => (key === "" ? [] : key.split(separator));

export interface Tree {
  /** The attributes of the levels, from the top down. */
  level: readonly string[];
  /** The top of the tree: the total and the members of as many levels as `depth` says. */
  top: CellsAnswer;
  depth: number;
  /** Children of single members below, by the key of the member. */
  below: ReadonlyMap<string, CellsAnswer>;
  open: ReadonlySet<string>;
  closed: ReadonlySet<string>;
}

function node(tree: Tree, answer: CellsAnswer, index: number, above: readonly string[]): Node {
  const row = answer.rows[index]!;
  const members = row.members.length >= above.length ? row.members : [...above, ...row.members];
  const depth = members.length;
  const key = nodeKey(members);
  const title = row.title ?? row.members.at(-1) ?? t("All");
  const opens = depth < tree.level.length;
  const open = opens && (depth < tree.depth ? !tree.closed.has(key) : tree.open.has(key));
  return {
    key,
    depth,
    path: members.map((member, at) => [tree.level[at]!, member] as const),
    title: title === "" ? t("(none)") : title,
    code: row.title && row.title !== row.members.at(-1) ? row.members.at(-1)! : null,
    answer,
    index,
    opens,
    open,
  };
}

/** The members that are shown: those whose ancestors are all open, in tree order. */
export function nodesOf(tree: Tree): Node[] {
  const shown: Node[] = [];
  const below = (parent: Node) => {
    const answer = tree.below.get(parent.key);
    if (!answer) return;
    const above = membersOf(parent.key);
    for (let index = 0; index < answer.rows.length; index++) {
      const child = node(tree, answer, index, above);
      if (child.depth !== parent.depth + 1) continue;
      shown.push(child);
      if (child.open) below(child);
    }
  };
  let hiddenFrom = Number.POSITIVE_INFINITY;
  for (let index = 0; index < tree.top.rows.length; index++) {
    const one = node(tree, tree.top, index, []);
    if (one.depth > hiddenFrom) continue;
    hiddenFrom = one.opens && !one.open ? one.depth : Number.POSITIVE_INFINITY;
    shown.push(one);
    if (one.open && one.depth >= tree.depth) below(one);
  }
  return shown;
}

/** The lines of the grid. Measures that have no values at this level are left out: they say why in their reason. */
export function rowsOf(nodes: readonly Node[], measures: readonly string[]): Row[] {
  const rows: Row[] = [];
  for (const one of nodes) {
    const shown = measures
      .map((name) => one.answer.measures.find((cells) => cells.name === name))
      .filter((cells): cells is MeasureCells => cells !== undefined && cells.reason === null);
    shown.forEach((cells, at) => {
      rows.push({ key: `${one.key}|${cells.name}`, node: one, cells, first: at === 0, last: at === shown.length - 1 });
    });
  }
  return rows;
}

/** The members whose children are shown but not in the answer of the top. */
export function openBelow(tree: Tree): string[] {
  return nodesOf(tree)
    .filter((one) => one.open && one.depth >= tree.depth)
    .map((one) => one.key);
}
