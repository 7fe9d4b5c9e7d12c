import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { keys } from "./navigation";

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Whether something floats above the page that keeps the keys for itself. */
const isOpen = () =>
  [...document.querySelectorAll("[role=dialog], [role=menu], [role=listbox], .driver-popover")].some((one) => one.checkVisibility());

interface With {
  showHelp: () => void;
  presenting: boolean;
  present: (on: boolean) => void;
}

/** "/" finds the search, "g" then a letter goes to a page, "?" shows the keys, "." presents, Escape ends that. */
export function useShortcuts({ showHelp, presenting, present }: With) {
  const navigate = useNavigate();
  const pressed = useRef(0);
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (event.defaultPrevented || isOpen()) return;
      // By the time of the keys, not of their handling: a busy page must not lose the second.
      const afterG = pressed.current > 0 && event.timeStamp - pressed.current < 1500;
      pressed.current = 0;
      if (afterG && keys.has(event.key)) {
        event.preventDefault();
        navigate(keys.get(event.key)!);
      } else if (event.key === "g") pressed.current = event.timeStamp;
      else if (event.key === "?") showHelp();
      else if (event.key === ".") present(!presenting);
      else if (event.key === "Escape" && presenting) present(false);
      else if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("[data-search]");
        if (search) {
          event.preventDefault();
          search.focus();
          search.select();
        }
      }
    };
    window.addEventListener("keydown", down);
    return () => window.removeEventListener("keydown", down);
  }, [navigate, showHelp, presenting, present]);
}
