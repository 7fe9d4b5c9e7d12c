import "./product.css";
import { useQuery } from "@tanstack/react-query";
import type { PlanningCycle } from "../api/cycle";
import { productGet } from "../api/product";
import type { PlanStructure, Scenario } from "../api/types";
import { t } from "../i18n";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { useUrlState } from "../parts/urlState";
import { PlanFrame } from "../plan/PlanFrame";
import { DecisionsPanel } from "./DecisionsPanel";
import { PicturePanels } from "./PicturePanels";
import { PortfolioPanel, pageSize } from "./PortfolioPanel";
import { headline, productDefaults } from "./state";

/** The product review: which items carry the business, which should go, and what is decided about them. */
export function ProductPage() {
  return (
    <PlanFrame title={t("Portfolio")} about={t("What the range earns, what varies, and what is decided about items.")}>
      {({ scenario, structure, cycle }) => <Review scenario={scenario} structure={structure} cycle={cycle} />}
    </PlanFrame>
  );
}

function Review({ scenario, structure, cycle }: { scenario: Scenario; structure: PlanStructure; cycle: PlanningCycle | undefined }) {
  const [state, change] = useUrlState(productDefaults);
  const query = useQuery(
    productGet.portfolio(scenario.id, {
      level: state.level,
      abc: state.abc || undefined,
      xyz: state.xyz || undefined,
      candidates: state.candidates === "yes",
      search: state.search || undefined,
      sort: state.sort || "-value",
      skip: Math.max(0, Number(state.skip) || 0),
      take: pageSize,
    }),
  );
  const page = query.data;
  return (
    <>
      {query.error && <ProblemAlert error={query.error} onRetry={() => query.refetch()} />}
      {query.isLoading && <Loading what={t("the portfolio")} />}
      {page && (
        <>
          <p className="product-headline">{headline(page)}</p>
          <PicturePanels page={page} state={state} onChange={change} />
          <PortfolioPanel page={page} structure={structure} state={state} onChange={change} />
        </>
      )}
      <DecisionsPanel scenario={scenario} structure={structure} cycle={cycle} item={state.level === "item" ? state.at : ""} />
    </>
  );
}
