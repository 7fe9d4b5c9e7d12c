import type { ZoneInfo } from "../../api/types";
import { t } from "../../i18n";
import { words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Panel } from "../../parts/Page";
import { texts } from "./texts";

/** Who may type which measure in which zone. */
export function ZoneRules({ zones }: { zones: ZoneInfo[] }) {
  const measures = [...new Set(zones.flatMap((zone) => Object.keys(zone.edits)))];
  return (
    <Panel title={t("Zones: who may change what")}>
      <Grid
        label={t("Who may change what, by zone")}
        rows={measures}
        rowKey={(measure) => measure}
        columns={[
          { key: "measure", header: t("Measure"), cell: (measure) => t(words(measure)) },
          ...zones.map((zone) => ({
            key: zone.zone,
            header: t(words(zone.zone)),
            hint: texts.zones[zone.zone],
            wrap: true,
            cell: (measure: string) =>
              zone.edits[measure]
                ?.map((one) => t(words(one)))
                .join(", ")
                .toLowerCase() ?? <span className="quiet">{t("nobody")}</span>,
          })),
        ]}
        footer={
          <tr>
            <td>{t("On record with a reason, also")}</td>
            {zones.map((zone) => (
              <td key={zone.zone}>
                {zone.overriddenBy
                  .map((one) => t(words(one)))
                  .join(", ")
                  .toLowerCase() || t("nobody")}
              </td>
            ))}
          </tr>
        }
      />
    </Panel>
  );
}
