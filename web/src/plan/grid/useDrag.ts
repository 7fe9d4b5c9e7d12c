import { type RefObject, useRef, useState } from "react";
import type { Area, Place } from "./selection";
import { filled } from "./selection";

interface Drag {
  select: (to: Place, extend: boolean) => void;
  area: Area | undefined;
  fill: (to: Area) => void;
  edit: () => void;
  blocked: boolean;
}

/** The grid scrolls when the pointer is this near its border [px], or beyond it, by so much. */
const edge = 4;
const scrolled = 26;

function placeUnder(target: Element | null): Place | undefined {
  const cell = target?.closest<HTMLElement>("[data-row]");
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined;
}

/** Selecting by dragging over cells, and filling by dragging the handle; the grid scrolls when the pointer comes to its edge. */
export function useDrag(box: RefObject<HTMLDivElement | null>, now: Drag) {
  const [target, setTarget] = useState<Place>();
  const latest = useRef(now);
  latest.current = now;

  function follow(moved: (place: Place) => void, ended: () => void) {
    const move = (event: PointerEvent) => {
      const element = box.current!;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      if (event.clientX > right - edge) element.scrollLeft += scrolled;
      else if (event.clientX < left + edge) element.scrollLeft -= scrolled;
      if (event.clientY > bottom - edge) element.scrollTop += scrolled;
      else if (event.clientY < top + edge) element.scrollTop -= scrolled;
      const place = placeUnder(document.elementFromPoint(event.clientX, event.clientY));
      if (place) moved(place);
    };
    const up = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      ended();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
  }

  return {
    target,
    begin: (event: React.PointerEvent) => {
      if (event.button !== 0 || latest.current.blocked) return;
      const element = event.target as HTMLElement;
      if (element.dataset.handle !== undefined) {
        event.preventDefault();
        let aimed: Place | undefined;
        follow(
          (place) => {
            aimed = place;
            setTarget(place);
          },
          () => {
            setTarget(undefined);
            const { area, fill } = latest.current;
            const to = area && aimed ? filled(area, aimed) : undefined;
            if (to) fill(to);
          },
        );
        return;
      }
      const place = placeUnder(element);
      if (!place) return;
      latest.current.select(place, event.shiftKey);
      let last = place;
      follow(
        (over) => {
          if (over.column < 0 || place.column < 0 || (over.row === last.row && over.column === last.column)) return;
          last = over;
          latest.current.select(over, true);
        },
        () => undefined,
      );
    },
    open: (event: React.MouseEvent) => {
      const place = placeUnder(event.target as Element);
      if (place && place.column >= 0 && !latest.current.blocked) latest.current.edit();
    },
  };
}
