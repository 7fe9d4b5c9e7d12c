import { SegmentedControl } from "@mantine/core";
import { useCallback, useMemo } from "react";
import type { ApprovedPlan, Comparison } from "../../api/scenarios";
import { t } from "../../i18n";
import { Chart } from "../../parts/Chart";
import type { ChartColors } from "../../parts/chartColors";
import { Panel } from "../../parts/Page";
import { Empty } from "../../parts/States";
import { pictureOf, type TradeOff, tradeOffs, tradeOption } from "./tradeOffs";

interface Props {
  comparison: Comparison;
  record: ApprovedPlan | undefined;
  /** What service is held against: cash or working capital. */
  against: string;
  onAgainst: (against: string) => void;
}

/** What one gives for the other: a point for each scenario, targets as lines, the plan of record beside them. */
export function TradeOffs({ comparison, record, against, onAgainst }: Props) {
  const service = tradeOffs.find((one) => one.key === against && one.key !== "utilisation") ?? tradeOffs[0]!;
  return (
    <div className="trade-offs">
      <Picture
        comparison={comparison}
        record={record}
        trade={service}
        aside={
          <SegmentedControl
            size="xs"
            aria-label={t("Service against")}
            value={service.key}
            onChange={onAgainst}
            data={[
              { value: "cash", label: t("Cash") },
              { value: "working_capital", label: t("Working capital") },
            ]}
          />
        }
      />
      <Picture comparison={comparison} record={record} trade={tradeOffs[2]!} />
    </div>
  );
}

function Picture({
  comparison,
  record,
  trade,
  aside,
}: {
  comparison: Comparison;
  record: ApprovedPlan | undefined;
  trade: TradeOff;
  aside?: React.ReactNode;
}) {
  const picture = useMemo(() => pictureOf(comparison, trade, record), [comparison, trade, record]);
  const option = useCallback((colors: ChartColors) => tradeOption(picture!, comparison.currency, colors), [picture, comparison.currency]);
  return (
    <Panel title={trade.title} aside={aside}>
      {picture && picture.points.length > 0 ? (
        <Chart option={option} height={300} label={t("{{title}}; the numbers are in the table", { title: trade.title })} />
      ) : (
        <Empty title={t("Nothing to draw yet")}>{t("None of the scenarios has both figures. Compute them first.")}</Empty>
      )}
      {picture && picture.points.length > 0 && picture.missing.length > 0 && (
        <div className="pad quiet small">{t("Without {{names}}: not measurable there.", { names: picture.missing.join(", ") })}</div>
      )}
    </Panel>
  );
}
