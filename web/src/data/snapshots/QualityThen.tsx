import type { QualityAtSnapshot } from "../../api/types";
import { t } from "../../i18n";
import { score, words } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { Tag } from "../../parts/Tag";

/** How good the data was when the snapshot was made, and why it was made nevertheless. */
export function QualityThen({ quality }: { quality: QualityAtSnapshot }) {
  return (
    <Panel
      title={t("Data quality when it was made: {{overall}} of 100", { overall: score(quality.overall) })}
      aside={<Tag tone={quality.gateOpen ? "ok" : "warning"}>{quality.gateOpen ? t("Gate was open") : t("Gate was held")}</Tag>}
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
            <b>{t("Made nevertheless:")}</b> {quality.reason}
          </p>
        )}
        <dl className="fact">
          {Object.entries(quality.areas).map(([area, value]) => (
            <div key={area} className="pair">
              <dt>{t(words(area))}</dt>
              <dd>{value === null ? t("not measurable") : score(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
