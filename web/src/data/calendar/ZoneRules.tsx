import type { ZoneInfo } from "../../api/types";
import { words } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Panel } from "../../parts/Page";
import { texts } from "./texts";

/** Who may type which measure in which zone. */
export function ZoneRules({ zones }: { zones: ZoneInfo[] }) {
  const measures = [...new Set(zones.flatMap((zone) => Object.keys(zone.edits)))];
  return (
    <Panel title="Zones: who may change what">
      <Grid
        label="Who may change what, by zone"
        rows={measures}
        rowKey={(measure) => measure}
        columns={[
          { key: "measure", header: "Measure", cell: (measure) => words(measure) },
          ...zones.map((zone) => ({
            key: zone.zone,
            header: words(zone.zone),
            hint: texts.zones[zone.zone],
            wrap: true,
            cell: (measure: string) => zone.edits[measure]?.map(words).join(", ").toLowerCase() ?? <span className="quiet">nobody</span>,
          })),
        ]}
        footer={
          <tr>
            <td>On record with a reason, also</td>
            {zones.map((zone) => (
              <td key={zone.zone}>{zone.overriddenBy.map(words).join(", ").toLowerCase() || "nobody"}</td>
            ))}
          </tr>
        }
      />
    </Panel>
  );
}
