import type { Finding } from "../../api/types";
import { severityTone, Tag } from "../../parts/Tag";

/** Findings as a calm list: what, then what to do. */
export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul className="finding-list">
      {findings.map((finding, index) => (
        <li key={index}>
          <Tag tone={severityTone[finding.severity] ?? "quiet"}>{finding.severity}</Tag>
          <div>
            <div>{finding.message}</div>
            {finding.advice && <div className="quiet small">{finding.advice}</div>}
          </div>
        </li>
      ))}
    </ul>
  );
}
