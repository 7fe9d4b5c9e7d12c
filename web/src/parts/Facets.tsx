import type { ReactNode } from "react";
import { count } from "./format";

/** A list of choices with counts; the chosen one filters. */
export function Facets({
  title,
  all,
  options,
  chosen,
  onChoose,
}: {
  title: string;
  all?: string;
  options: { value: string; label: string; count: ReactNode }[];
  chosen: string;
  onChoose: (value: string) => void;
}) {
  return (
    <nav className="facets panel" aria-label={title}>
      <h2>{title}</h2>
      {all && (
        <button type="button" aria-pressed={chosen === ""} onClick={() => onChoose("")}>
          {all}
        </button>
      )}
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={chosen === option.value} onClick={() => onChoose(option.value)}>
          <span>{option.label}</span>
          <span className="numbers">{typeof option.count === "number" ? count(option.count) : option.count}</span>
        </button>
      ))}
    </nav>
  );
}
