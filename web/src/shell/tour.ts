import "driver.js/dist/driver.css";
import "./tour.css";
import { type DriveStep, driver } from "driver.js";
import { t } from "../i18n";

interface Stop {
  /** What is pointed at; left out where it is not on the screen. */
  element: string;
  title: string;
  text: string;
  /** The page that is shown with it. */
  to?: string;
}

const entry = (to: string) => `nav a[href^="${to}"]`;

/** What a newcomer should have seen once, in the order in which a month goes. */
export const stops: Stop[] = [
  {
    element: ".mantine-AppShell-navbar",
    title: t("One month, one cycle"),
    text: t(
      "The menu follows the steps of the cycle, from the data to the decision of the executives. Every step is one page, and one meeting.",
    ),
    to: "/cycle",
  },
  {
    element: entry("/cycle"),
    title: t("What is due"),
    text: t("Cycle shows which step is open, what is due and from whom, and what its gate still waits for."),
    to: "/cycle",
  },
  {
    element: "[data-tour=scenario]",
    title: t("The scenario shown"),
    text: t("All pages show this scenario. Make another one to try something out: nothing in it touches the others until they are merged."),
  },
  {
    element: entry("/supply"),
    title: t("Supply: what limits the plan"),
    text: t(
      "Supply shows where load exceeds capacity and which demand comes late for it; overtime or a shift is tried there with its cost.",
    ),
    to: "/supply",
  },
  {
    element: entry("/scenarios"),
    title: t("Compare before deciding"),
    text: t("Scenarios sets service, revenue, margin and cash of several plans side by side; Finance shows the money of one."),
    to: "/scenarios",
  },
  {
    element: entry("/executive"),
    title: t("The decision"),
    text: t("Executives approve, reject or send back a plan here. What is approved becomes the plan of record and never changes."),
    to: "/executive",
  },
  {
    element: "[data-tour=keys]",
    title: t("Everything has a key"),
    text: t("Press ? for the keys of a page and . for the projector; g and a letter go to a page."),
  },
  {
    element: "[data-tour=person]",
    title: t("Be anybody"),
    text: t(
      "In the demo company you may be anybody: see the month as sales, as the supply planner, and approve the plan as the executive.",
    ),
  },
];

/** Shows the tour, page by page. Arrows walk, Escape ends it. */
export function startTour(go: (to: string) => void) {
  const seen = stops.filter((stop) => document.querySelector(stop.element) !== null);
  const arrive = (at: number) => {
    const to = seen[at]?.to;
    if (to) go(to);
  };
  const tour = driver({
    steps: seen.map(
      (stop): DriveStep => ({
        element: stop.element,
        popover: { title: stop.title, description: stop.text, side: stop.element.startsWith("nav") ? "right" : undefined, align: "start" },
      }),
    ),
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    overlayOpacity: 0.35,
    allowClose: true,
    disableActiveInteraction: true,
    stagePadding: 4,
    popoverClass: "concord-tour",
    showProgress: true,
    progressText: t("{{at}} of {{all}}", { at: "{{current}}", all: "{{total}}" }),
    nextBtnText: t("Next"),
    prevBtnText: t("Back"),
    doneBtnText: t("Done"),
    onPopoverRender: (popover) => popover.closeButton.setAttribute("aria-label", t("End the tour")),
    onHighlightStarted: (_element, _step, { state }) => arrive(state.activeIndex ?? 0),
  });
  arrive(0);
  tour.drive();
}
