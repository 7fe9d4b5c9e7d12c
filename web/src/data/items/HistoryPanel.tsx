import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { Chart } from "../../parts/Chart";
import type { ChartColors } from "../../parts/chartColors";
import { Panel } from "../../parts/Page";
import { Empty, Loading } from "../../parts/States";
import { historyOption } from "../history/option";
import { texts } from "./texts";

export function HistoryPanel({ item }: { item: string }) {
  const history = useQuery(get.history({ groupBy: "item", bucket: "month", top: 1, item }));
  const data = history.data;
  const option = useCallback((colors: ChartColors) => historyOption(data!, colors, "bar"), [data]);
  return (
    <Panel title={texts.history} aside={<span className="quiet small">{data?.unitNote}</span>}>
      {history.isLoading && <Loading what={t("the history")} />}
      {data && data.series.length === 0 && <Empty title={t("No history")}>{texts.noHistory}</Empty>}
      {data && data.series.length > 0 && <Chart option={option} height={340} label={t("Monthly sales quantity of {{item}}", { item })} />}
    </Panel>
  );
}
