import type { QualityAtSnapshot } from "../../api/types";
import { score, words } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { Tag } from "../../parts/Tag";

/** How good the data was when the snapshot was made, and why it was made nevertheless. */
export function QualityThen({ quality }: { quality: QualityAtSnapshot }) {
  return (
    <Panel
      title={`Data quality when it was made: ${score(quality.overall)} of 100`}
      aside={<Tag tone={quality.gateOpen ? "ok" : "warning"}>{quality.gateOpen ? "Gate was open" : "Gate was held"}</Tag>}
    >
      <div className="pad">
        {quality.gateReasons.length > 0 && (
          <ul className="reasons">
            {quality.gateReasons.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        {quality.overridden && (
          <p>
            <b>Made nevertheless:</b> {quality.reason}
          </p>
        )}
        <dl className="fact">
          {Object.entries(quality.areas).map(([area, value]) => (
            <div key={area} className="pair">
              <dt>{words(area)}</dt>
              <dd>{value === null ? "not measurable" : score(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
