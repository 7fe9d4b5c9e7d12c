import type { ReactNode } from "react";

export type Tone = "ok" | "warning" | "error" | "info" | "quiet";

/** A small word with a colour that also reads without the colour. */
export function Tag({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`tag tag-${tone}`} title={title}>
      {children}
    </span>
  );
}

export const severityTone: Record<string, Tone> = { error: "error", warning: "warning", info: "info" };
