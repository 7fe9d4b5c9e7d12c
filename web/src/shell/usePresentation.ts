import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import { useSearchParams } from "react-router";

const inAddress = "present";

/**
 * Presentation mode, for projectors: larger, without menu and tools. The address says it, so that the link of a meeting opens that way;
 * pages gone to from there are presented too, until somebody leaves.
 */
export function usePresentation() {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get(inAddress) === "yes";
  const [presenting, setPresenting] = useState(asked);
  const write = useCallback(
    (on: boolean) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (on) after.set(inAddress, "yes");
          else after.delete(inAddress);
          return after;
        },
        { replace: true },
      ),
    [setParameters],
  );
  useEffect(() => {
    if (asked) setPresenting(true);
  }, [asked]);
  useEffect(() => {
    if (presenting && !asked) write(true);
  }, [presenting, asked, write]);
  useLayoutEffect(() => {
    document.documentElement.classList.toggle("presenting", presenting);
    return () => document.documentElement.classList.remove("presenting");
  }, [presenting]);
  const present = useCallback(
    (on: boolean) => {
      setPresenting(on);
      write(on);
    },
    [write],
  );
  return { presenting, present };
}
