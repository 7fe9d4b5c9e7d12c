import { Button } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useNavigate } from "react-router";
import { get } from "../api/queries";
import { t } from "../i18n";
import { sayProblem } from "../parts/Problem";

/** Starts the tour; what it needs is loaded then. */
export function useTour() {
  const navigate = useNavigate();
  return useCallback(() => {
    import("./tour").then(({ startTour }) => startTour((to) => navigate(to)), sayProblem);
  }, [navigate]);
}

/** Offers the tour to whoever sees the demo company for the first time in this browser; it starts only when asked for. */
export function TourOffer() {
  const demo = useQuery(get.session()).data?.mode === "demo";
  const [answered, setAnswered] = useLocalStorage({ key: "concord.tour", defaultValue: "no", getInitialValueInEffect: false });
  const start = useTour();
  if (!demo || answered !== "no") return null;
  return (
    <aside className="note tour-offer" aria-label={t("Tour")}>
      <span>{t("New here? A tour of two minutes shows the way from the data to the decision.")}</span>
      <span className="filters">
        <Button
          size="compact-sm"
          onClick={() => {
            setAnswered("yes");
            start();
          }}
        >
          {t("Show me")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setAnswered("yes")}>
          {t("No, thanks")}
        </Button>
      </span>
    </aside>
  );
}
