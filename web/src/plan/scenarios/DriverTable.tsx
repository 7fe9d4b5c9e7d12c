import type { Comparison, Driver } from "../../api/scenarios";
import type { PlanStructure } from "../../api/types";
import { t } from "../../i18n";
import { none } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Panel } from "../../parts/Page";
import { sentenceOf } from "./drivers";

/** Names of drivers that are not the same in all plans, in the order they are met. */
export function differingDrivers(drivers: readonly (readonly Driver[])[]): string[] {
  const names = [...new Set(drivers.flatMap((plan) => plan.map((driver) => driver.name)))];
  const same = (a: Driver | undefined, b: Driver | undefined) =>
    JSON.stringify({ ...a, assumption: "" }) === JSON.stringify({ ...b, assumption: "" });
  return names.filter((name) => {
    const found = drivers.map((plan) => plan.find((driver) => driver.name === name));
    return found.some((driver) => !driver !== !found[0] || !same(driver, found[0]));
  });
}

/** What differs between the scenarios on purpose, with its assumption. */
export function DriverTable({ comparison, structure }: { comparison: Comparison; structure: PlanStructure }) {
  const names = differingDrivers(comparison.drivers);
  return (
    <Panel title={t("Drivers that differ")}>
      {names.length === 0 ? (
        <div className="pad quiet">{t("The scenarios have the same drivers. What differs between them was typed.")}</div>
      ) : (
        <Grid
          label={t("Drivers that differ")}
          rows={names}
          rowKey={(name) => name}
          maxHeight={420}
          columns={[
            { key: "name", header: t("Driver"), pinned: true, cell: (name) => name },
            ...comparison.plans.map((plan, at) => ({
              key: plan,
              header: plan,
              wrap: true,
              cell: (name: string) => {
                const driver = comparison.drivers[at]?.find((one) => one.name === name);
                return driver ? (
                  <>
                    {sentenceOf(driver, structure)}
                    <div className="quiet small">{driver.assumption}</div>
                  </>
                ) : (
                  <span className="quiet">{none}</span>
                );
              },
            })),
          ]}
        />
      )}
    </Panel>
  );
}
