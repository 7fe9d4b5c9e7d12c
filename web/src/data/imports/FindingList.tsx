import { Button } from "@mantine/core";
import { useState } from "react";
import type { Finding } from "../../api/types";
import { t } from "../../i18n";
import { count } from "../../parts/format";
import { severityTone, Tag } from "../../parts/Tag";

const rank: Record<string, number> = { error: 0, warning: 1, info: 2 };
const few = 6;

/** Findings as a calm list: what, then what to do; errors first, the first few until one asks for all. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const [all, setAll] = useState(false);
  const sorted = [...findings].sort((a, b) => (rank[a.severity] ?? 3) - (rank[b.severity] ?? 3));
  return (
    <>
      <ul className="finding-list">
        {(all ? sorted : sorted.slice(0, few)).map((finding, index) => (
          <li key={index}>
            <Tag tone={severityTone[finding.severity] ?? "quiet"}>{t(finding.severity)}</Tag>
            <div>
              {finding.message} <span className="quiet">{finding.advice}</span>
            </div>
          </li>
        ))}
      </ul>
      {findings.length > few && (
        <Button variant="subtle" size="compact-xs" className="finding-more" onClick={() => setAll(!all)}>
          {all ? t("Show fewer") : t("Show all {{findings}}", { findings: count(findings.length) })}
        </Button>
      )}
    </>
  );
}
