import { useLocalStorage } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { get } from "../api/queries";
import { t } from "../i18n";
import { count } from "../parts/format";
import { menuFor, type Step } from "./navigation";

function Pages({ step, here, onGo }: { step: Step; here: string | undefined; onGo: () => void }) {
  const rejected = useQuery({ ...get.rejectedRows({ take: 1 }), enabled: step.pages.some((page) => page.count === "rejected") });
  return step.pages.map((page) => (
    <Link
      key={page.to}
      to={page.to}
      onClick={onGo}
      className={`nav-link ${here === page.to ? "active" : ""}`}
      aria-current={here === page.to ? "page" : undefined}
      title={t("g then {{key}}", { key: page.key })}
    >
      <page.icon size={17} stroke={1.6} aria-hidden />
      {page.label}
      {page.count === "rejected" && !!rejected.data?.total && <span className="count">{count(rejected.data.total)}</span>}
    </Link>
  ));
}

/** The pages in the order of the cycle. What is needed seldom is folded until it is asked for, or one of its pages is open. */
export function StepMenu({ here, onGo }: { here: string | undefined; onGo: () => void }) {
  const session = useQuery(get.session());
  const [unfolded, setUnfolded] = useLocalStorage<string[]>({ key: "concord.menu", defaultValue: [] });
  return menuFor(session.data?.refusals ?? {}, here).map((step) => {
    const open = !step.folds || step.pages.some((page) => page.to === here) || unfolded.includes(step.folds);
    return (
      <div key={step.title} data-step={step.pages[0]!.to}>
        {step.folds ? (
          <button
            type="button"
            className="nav-step"
            aria-expanded={open}
            onClick={() =>
              setUnfolded(
                open ? unfolded.filter((one) => one !== step.folds) : [...unfolded.filter((one) => one !== step.folds), step.folds!],
              )
            }
          >
            {step.title}
            {open ? <IconChevronDown size={13} aria-hidden /> : <IconChevronRight size={13} aria-hidden />}
          </button>
        ) : (
          <div className="nav-step">{step.title}</div>
        )}
        {open && <Pages step={step} here={here} onGo={onGo} />}
      </div>
    );
  });
}
