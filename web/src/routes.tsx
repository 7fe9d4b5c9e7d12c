import { createBrowserRouter, Navigate } from "react-router";
import { Failed } from "./shell/Failed";
import { Gate } from "./shell/Gate";

/** Every page is its own chunk, so that charts, graphs and their layout load only where they are used. */
export const router = createBrowserRouter([
  {
    path: "signin",
    errorElement: <Failed />,
    HydrateFallback: () => null,
    lazy: async () => ({ Component: (await import("./people/SignInPage")).SignInPage }),
  },
  {
    path: "setup",
    errorElement: <Failed />,
    HydrateFallback: () => null,
    lazy: async () => ({ Component: (await import("./people/SetUpPage")).SetUpPage }),
  },
  {
    element: <Gate />,
    errorElement: <Failed />,
    HydrateFallback: () => null,
    children: [
      {
        errorElement: <Failed />,
        children: [
          { index: true, element: <Navigate to="/cycle" replace /> },
          { path: "data", lazy: async () => ({ Component: (await import("./data/overview/OverviewPage")).OverviewPage }) },
          { path: "data/imports", lazy: async () => ({ Component: (await import("./data/imports/ImportsPage")).ImportsPage }) },
          { path: "data/imports/new", lazy: async () => ({ Component: (await import("./data/imports/NewImportPage")).NewImportPage }) },
          { path: "data/findings", lazy: async () => ({ Component: (await import("./data/findings/FindingsPage")).FindingsPage }) },
          {
            path: "data/rejected-rows",
            lazy: async () => ({ Component: (await import("./data/rejected/RejectedRowsPage")).RejectedRowsPage }),
          },
          { path: "data/tables", lazy: async () => ({ Component: (await import("./data/tables/TablesPage")).TablesPage }) },
          { path: "data/tables/:table", lazy: async () => ({ Component: (await import("./data/tables/TablePage")).TablePage }) },
          { path: "data/items/:item", lazy: async () => ({ Component: (await import("./data/items/ItemPage")).ItemPage }) },
          { path: "data/network", lazy: async () => ({ Component: (await import("./data/network/NetworkPage")).NetworkPage }) },
          { path: "data/history", lazy: async () => ({ Component: (await import("./data/history/HistoryPage")).HistoryPage }) },
          { path: "data/snapshots", lazy: async () => ({ Component: (await import("./data/snapshots/SnapshotsPage")).SnapshotsPage }) },
          { path: "cycle", lazy: async () => ({ Component: (await import("./cycle/CyclePage")).CyclePage }) },
          { path: "family", lazy: async () => ({ Component: (await import("./family/FamilyPage")).FamilyPage }) },
          { path: "product", lazy: async () => ({ Component: (await import("./product/ProductPage")).ProductPage }) },
          { path: "demand", lazy: async () => ({ Component: (await import("./demand/DemandPage")).DemandPage }) },
          { path: "supply", lazy: async () => ({ Component: (await import("./supply/SupplyPage")).SupplyPage }) },
          { path: "finance", lazy: async () => ({ Component: (await import("./finance/FinancePage")).FinancePage }) },
          { path: "executive", lazy: async () => ({ Component: (await import("./executive/ExecutivePage")).ExecutivePage }) },
          { path: "week", lazy: async () => ({ Component: (await import("./week/WeekPage")).WeekPage }) },
          { path: "kpi", lazy: async () => ({ Component: (await import("./kpi/KpiPage")).KpiPage }) },
          { path: "plan", lazy: async () => ({ Component: (await import("./plan/PlanPage")).PlanPage }) },
          { path: "scenarios", lazy: async () => ({ Component: (await import("./plan/scenarios/ScenariosPage")).ScenariosPage }) },
          { path: "scenarios/compare", lazy: async () => ({ Component: (await import("./plan/scenarios/ComparePage")).ComparePage }) },
          { path: "scenarios/merge", lazy: async () => ({ Component: (await import("./plan/scenarios/MergePage")).MergePage }) },
          { path: "reference/calendar", lazy: async () => ({ Component: (await import("./data/calendar/CalendarPage")).CalendarPage }) },
          { path: "reference/measures", lazy: async () => ({ Component: (await import("./data/measures/MeasuresPage")).MeasuresPage }) },
          { path: "people", lazy: async () => ({ Component: (await import("./people/PeoplePage")).PeoplePage }) },
          { path: "audit", lazy: async () => ({ Component: (await import("./people/AuditPage")).AuditPage }) },
          { path: "account", lazy: async () => ({ Component: (await import("./people/AccountPage")).AccountPage }) },
          { path: "*", element: <Failed /> },
        ],
      },
    ],
  },
]);
