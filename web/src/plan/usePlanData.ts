import { useQueries, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { planGet } from "../api/plan";
import type { CellsAnswer, Members, PlanStructure } from "../api/types";
import { columnsOf, widthsFor } from "./grid/columns";
import { membersOf, type Node, nodesOf, openBelow, rowsOf, type Tree } from "./grid/rows";
import type { View } from "./view";

const nothing: ReadonlySet<string> = new Set();

/** The filter that leaves one member of the tree, within the filter of the page. */
function partOf(level: readonly string[], key: string, filter: Members): Members {
  return { ...filter, ...Object.fromEntries(membersOf(key).map((member, at) => [level[at]!, [member]])) };
}

/** The cells of a view: the top of the tree in one answer, the children of members that were opened below it each in one of their own. */
export function usePlanData(scenario: number, structure: PlanStructure, view: View) {
  const treeKey = view.level.join();
  const [marks, setMarks] = useState<{ tree: string; open: ReadonlySet<string>; closed: ReadonlySet<string> }>({
    tree: treeKey,
    open: nothing,
    closed: nothing,
  });
  const { open, closed } = marks.tree === treeKey ? marks : { open: nothing, closed: nothing };
  const common = { measures: view.measures, from: view.from, to: view.to, unit: view.unit, actuals: true, periods: true };
  const top = useQuery(
    planGet.cells(scenario, { ...common, level: view.level.slice(0, view.depth), filter: view.filter, subtotals: true }),
  );

  // Children are asked for as soon as their parents are known to be shown; each answer may bring further open members into sight.
  const candidates = useMemo(() => [...open].filter((key) => membersOf(key).length >= view.depth), [open, view.depth]);
  const below = useQueries({
    queries: candidates.map((key) =>
      planGet.cells(scenario, {
        ...common,
        level: view.level.slice(0, membersOf(key).length + 1),
        filter: partOf(view.level, key, view.filter),
        subtotals: false,
      }),
    ),
    combine: useCallback(
      (answers: { data?: CellsAnswer; isPlaceholderData: boolean; isLoading: boolean; error: unknown }[]) => ({
        answers: answers.map((one) => (one.isPlaceholderData ? undefined : one.data)),
        loading: answers.some((one) => one.isLoading),
        error: answers.find((one) => one.error)?.error,
      }),
      [],
    ),
  });

  const answer = top.data;
  const tree = useMemo<Tree | null>(() => {
    if (!answer) return null;
    const known = candidates.flatMap((key, at) => (below.answers[at] ? [[key, below.answers[at]] as const] : []));
    const fits = known.filter(([, one]) => one.from === answer.from && one.to === answer.to);
    return { level: view.level, top: answer, depth: Math.min(view.depth, view.level.length), below: new Map(fits), open, closed };
  }, [answer, below.answers, candidates, view.level, view.depth, open, closed]);

  const nodes = useMemo(() => (tree ? nodesOf(tree) : []), [tree]);
  const rows = useMemo(() => rowsOf(nodes, view.measures), [nodes, view.measures]);
  const columns = useMemo(
    () => (answer ? columnsOf(structure, answer, { quarters: view.quarters, years: view.years }, widthsFor(answer)) : []),
    [structure, answer, view.quarters, view.years],
  );
  const waiting = useMemo(() => (tree ? openBelow(tree).filter((key) => !tree.below.has(key)) : []), [tree]);

  const toggle = useCallback(
    (node: Node) =>
      setMarks((before) => {
        const now = before.tree === treeKey ? before : { open: nothing, closed: nothing };
        const next = { tree: treeKey, open: new Set(now.open), closed: new Set(now.closed) };
        const [add, remove] = node.open ? [next.closed, next.open] : [next.open, next.closed];
        add.add(node.key);
        remove.delete(node.key);
        return next;
      }),
    [treeKey],
  );
  const foldAll = useCallback(() => setMarks({ tree: treeKey, open: nothing, closed: nothing }), [treeKey]);
  return {
    answer,
    rows,
    nodes,
    columns,
    toggle,
    foldAll,
    loading: top.isLoading,
    /** True while shown values belong to an earlier question. */
    stale: top.isPlaceholderData || waiting.length > 0,
    error: top.error ?? below.error,
    refetch: top.refetch,
  };
}

export type PlanData = ReturnType<typeof usePlanData>;
