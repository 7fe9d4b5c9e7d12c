import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation } from "react-router";
import { get } from "../api/queries";
import { ProblemAlert } from "../parts/Problem";
import { Shell } from "./Shell";

/** Lets people in: whoever is not signed in goes to the sign-in, and comes back to the page afterwards. */
export function Gate() {
  const session = useQuery(get.session());
  const { pathname, search } = useLocation();
  if (!session.data) return session.error ? <ProblemAlert error={session.error} onRetry={() => session.refetch()} /> : null;
  if (session.data.mode === "set_up") return <Navigate to="/setup" replace />;
  if (!session.data.person) return <Navigate to={`/signin?to=${encodeURIComponent(pathname + search)}`} replace />;
  return <Shell />;
}
