import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { words } from "../../parts/format";

/** Why the chosen check matters and what to do in general. */
export function CheckNote({ code }: { code: string }) {
  const checks = useQuery(get.checks());
  const check = checks.data?.find((one) => one.code === code);
  if (!check) return null;
  return (
    <div className="note">
      <div>
        <b>{t(check.title)}.</b> {check.why} <span className="quiet">({t(words(check.dimension))})</span>
        <div className="small">{check.advice}</div>
      </div>
    </div>
  );
}
