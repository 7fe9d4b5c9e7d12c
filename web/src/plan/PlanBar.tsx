import { ActionIcon, Button, Checkbox, Divider, Menu, SegmentedControl, Select, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChartLine,
  IconCopy,
  IconHelpCircle,
  IconHistory,
  IconLock,
  IconPercentage,
  IconRestore,
  IconTableOptions,
} from "@tabler/icons-react";
import type { PlanStructure } from "../api/types";
import { t } from "../i18n";
import { bucketLabel } from "../parts/format";
import { FilterPicker } from "./pickers/FilterPicker";
import { LevelPicker } from "./pickers/LevelPicker";
import { MeasurePicker } from "./pickers/MeasurePicker";
import { texts } from "./texts";
import { type View, type ViewState, windowAtFirst, writeFilter } from "./view";

export type BarAction = "undo" | "redo" | "change" | "copy" | "lock" | "reset" | "explain" | "history";

interface Props {
  scenario: number;
  structure: PlanStructure;
  view: View;
  chart: boolean;
  side: "explain" | "history" | null;
  onView: (changes: Partial<ViewState>) => void;
  onDo: (action: BarAction) => void;
  onFold: () => void;
}

const tools: { action: BarAction; label: string; key: string; icon: typeof IconLock; pressed?: "explain" | "history" }[][] = [
  [
    { action: "undo", label: t("Undo"), key: "Ctrl Z", icon: IconArrowBackUp },
    { action: "redo", label: t("Redo"), key: "Ctrl Y", icon: IconArrowForwardUp },
  ],
  [
    { action: "change", label: t("Change by percent, with reason"), key: "P", icon: IconPercentage },
    { action: "copy", label: t("Copy from a measure or last year"), key: "C", icon: IconCopy },
    { action: "lock", label: t("Lock or unlock"), key: "L", icon: IconLock },
    { action: "reset", label: t("Back to what the stage wrote"), key: "Delete", icon: IconRestore },
  ],
  [
    { action: "explain", label: t("Explain the value"), key: "E", icon: IconHelpCircle, pressed: "explain" },
    { action: "history", label: t("History of the scenario"), key: "", icon: IconHistory, pressed: "history" },
  ],
];

/** The bar above the grid: what is shown at the left, what one can do with the selection at the right. */
export function PlanBar({ scenario, structure, view, chart, side, onView, onDo, onFold }: Props) {
  return (
    <div className="plan-bar">
      <LevelPicker structure={structure} view={view} onView={onView} />
      <MeasurePicker structure={structure} chosen={view.measures} onChange={(measures) => onView({ measures: measures.join() })} />
      <FilterPicker
        scenario={scenario}
        structure={structure}
        level={view.level}
        filter={view.filter}
        onChange={(filter) => onView({ filter: writeFilter(filter) })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("Unit")}
        value={view.unit}
        onChange={(unit) => onView({ unit })}
        data={texts.units.map((one) => (one.value === "money" ? { ...one, label: structure.currency } : one))}
      />
      <WindowMenu structure={structure} view={view} onView={onView} onFold={onFold} />
      <div className="plan-tools end">
        {tools.map((group, at) => (
          <div key={at} className="plan-tools">
            {at > 0 && <Divider orientation="vertical" />}
            {group.map((tool) => (
              <Tooltip key={tool.action} label={tool.key ? `${tool.label} (${tool.key})` : tool.label}>
                <ActionIcon
                  variant={tool.pressed && side === tool.pressed ? "light" : "subtle"}
                  color={tool.pressed && side === tool.pressed ? "petrol" : "gray"}
                  c="inherit"
                  aria-label={tool.label}
                  aria-pressed={tool.pressed ? side === tool.pressed : undefined}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => onDo(tool.action)}
                >
                  <tool.icon size={17} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            ))}
          </div>
        ))}
        <Tooltip label={t("Chart of the selection")}>
          <ActionIcon
            variant={chart ? "light" : "subtle"}
            color={chart ? "petrol" : "gray"}
            c="inherit"
            aria-label={t("Chart")}
            aria-pressed={chart}
            onClick={() => onView({ chart: chart ? "no" : "yes" })}
          >
            <IconChartLine size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}

/** Which buckets are shown, with which totals, and how deep the tree is open. */
function WindowMenu({ structure, view, onView, onFold }: Pick<Props, "structure" | "view" | "onView" | "onFold">) {
  const options = structure.buckets.map((bucket) => ({ value: String(bucket.index), label: bucketLabel(bucket) }));
  const first = windowAtFirst(structure);
  const year = structure.buckets[structure.firstPlanned]?.fiscalYear;
  const ofYear = structure.buckets.filter((bucket) => bucket.fiscalYear === year);
  const windows = [
    { label: t("Last year and the horizon"), from: first.from, to: first.to },
    { label: t("Horizon only"), from: structure.firstPlanned, to: structure.buckets.length - 1 },
    { label: t("This fiscal year"), from: ofYear[0]?.index ?? 0, to: ofYear.at(-1)?.index ?? 0 },
    { label: t("Everything"), from: 0, to: structure.buckets.length - 1 },
  ];
  const totals = (quarters: boolean, years: boolean) =>
    onView({ totals: [quarters ? "quarters" : "", years ? "years" : ""].filter(Boolean).join() || "none" });
  return (
    <Menu position="bottom-start" width={260} closeOnItemClick={false}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconTableOptions size={15} />}>
          {bucketLabel(structure.buckets[view.from])} – {bucketLabel(structure.buckets[view.to])}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("Buckets")}</Menu.Label>
        {windows.map((one) => (
          <Menu.Item key={one.label} onClick={() => onView({ from: String(one.from), to: String(one.to) })}>
            {one.label}
          </Menu.Item>
        ))}
        <div className="plan-window">
          <Select
            label={t("From")}
            data={options}
            value={String(view.from)}
            onChange={(from) => from && onView({ from })}
            searchable
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
          <Select
            label={t("To")}
            data={options}
            value={String(view.to)}
            onChange={(to) => to && onView({ to })}
            searchable
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
        </div>
        <Menu.Divider />
        <Menu.Label>{t("Totals")}</Menu.Label>
        <div className="plan-window">
          <Checkbox
            size="xs"
            label={t("Quarters")}
            checked={view.quarters}
            onChange={(event) => totals(event.currentTarget.checked, view.years)}
          />
          <Checkbox
            size="xs"
            label={t("Fiscal years")}
            checked={view.years}
            onChange={(event) => totals(view.quarters, event.currentTarget.checked)}
          />
        </div>
        <Menu.Divider />
        <Menu.Label>{t("Open down to")}</Menu.Label>
        {view.level.map((attribute, at) => (
          <Menu.Item
            key={attribute}
            fw={view.depth === at + 1 ? 650 : undefined}
            onClick={() => {
              onFold();
              onView({ depth: String(at + 1) });
            }}
          >
            {structure.attributes.find((one) => one.name === attribute)?.title ?? attribute}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
