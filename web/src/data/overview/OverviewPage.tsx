import "./overview.css";
import { Button, Group } from "@mantine/core";
import { IconDatabaseImport, IconFileSpreadsheet, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { download } from "../../api/client";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { day, score } from "../../parts/format";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { useRunChecks } from "../../parts/useRunChecks";
import { useRefusal } from "../../people/session";
import { AsOf } from "./AsOf";
import { NextSteps } from "./NextSteps";
import { QualityMatrix } from "./QualityMatrix";
import { RowCounts } from "./RowCounts";
import { Sparkline } from "./Sparkline";
import { ThresholdsButton } from "./ThresholdsButton";
import { texts } from "./texts";

export function OverviewPage() {
  const refusal = useRefusal("import_data");
  const quality = useQuery(get.quality());
  const tables = useQuery(get.tables());
  const run = useRunChecks();
  const rows = tables.data?.reduce((sum, table) => sum + table.rows + table.rejected, 0);
  const actions = (
    <>
      <AsOf />
      <Button size="xs" component={Link} to="/data/imports/new" leftSection={<IconDatabaseImport size={15} />}>
        {t("New import")}
      </Button>
    </>
  );
  if (quality.error || tables.error)
    return (
      <Page title={texts.title} about={texts.about}>
        <ProblemAlert error={quality.error ?? tables.error} onRetry={() => Promise.all([quality.refetch(), tables.refetch()])} />
      </Page>
    );
  if (!quality.data || !tables.data)
    return (
      <Page title={texts.title} about={texts.about}>
        <Loading what={t("the state of the data")} />
      </Page>
    );
  if (rows === 0)
    return (
      <Page title={texts.title} about={texts.about} actions={actions}>
        <Panel>
          <Empty
            title={texts.emptyTitle}
            action={
              <Group mt="sm">
                {!refusal && (
                  <Button size="sm" component={Link} to="/data/imports/new" leftSection={<IconDatabaseImport size={16} />}>
                    {t("Import files")}
                  </Button>
                )}
                <Button
                  size="sm"
                  variant="default"
                  component="a"
                  href={download("/api/v1/template.xlsx")}
                  download
                  leftSection={<IconFileSpreadsheet size={16} />}
                >
                  {t("Template workbook")}
                </Button>
              </Group>
            }
          >
            {texts.emptyText}
          </Empty>
        </Panel>
      </Page>
    );
  const { gate, overall, areas, history, stale } = quality.data;
  const trend = history.filter((point) => point.overall !== null).map((point) => ({ at: point.checkedAt, value: point.overall! }));
  return (
    <Page title={texts.title} about={texts.about} actions={actions}>
      {stale && (
        <div className="note note-warning" role="status">
          <span>{texts.stale}</span>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={run.isPending}
            disabled={!!refusal}
            title={refusal}
            onClick={() => run.mutate()}
          >
            {t("Run the checks")}
          </Button>
        </div>
      )}
      <div className="columns overview-top">
        <Panel title={t("Data quality")} aside={<ThresholdsButton areas={areas} />}>
          <Group className="pad" gap="xl" align="center">
            <div>
              <div className="big" data-testid="overall-score">
                {score(overall)}
              </div>
              <div className="quiet small">{t("of 100, as of {{asOf}}", { asOf: day(quality.data.asOf) })}</div>
            </div>
            <div>
              <Sparkline points={trend} />
              {trend.length > 1 && <div className="quiet small">{t("last {{trend}} check runs", { trend: trend.length })}</div>}
            </div>
          </Group>
          <div className="gate pad">
            {gate.open ? (
              <Tag tone="ok">{t("Gate open")}</Tag>
            ) : (
              <>
                <Tag tone="warning">{t("Gate held")}</Tag>
                <ul>
                  {gate.reasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </>
            )}
            {gate.open && <span className="quiet small"> {t("every area reaches its threshold; a snapshot can be made.")}</span>}
          </div>
        </Panel>
        <NextSteps />
      </div>
      <Panel title={t("Quality by area")}>
        <QualityMatrix areas={areas} />
      </Panel>
      <RowCounts tables={tables.data} />
    </Page>
  );
}
