import { Button, Divider, Popover, ScrollArea, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCheck, IconChevronDown, IconGitBranch, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { t } from "../../i18n";
import { instant } from "../../parts/format";
import { useRefusal } from "../../people/session";
import { useLive } from "../useLive";
import { chooseScenario, useScenario } from "../useScenario";
import { NewScenario } from "./NewScenario";
import "./scenarios.css";

/** The scenario every page of the plan shows, in the head of the app: search and switch, make one from here. Absent until there is a plan. */
export function ScenarioSwitcher() {
  const { scenario, scenarios } = useScenario();
  const [opened, { toggle, close }] = useDisclosure(false);
  const [making, { open: make, close: made }] = useDisclosure(false);
  const [search, setSearch] = useState("");
  const refusal = useRefusal("manage_scenarios");
  useLive(scenario?.id);
  if (!scenario || !scenarios.data) return null;
  const wanted = search.toLowerCase();
  const found = scenarios.data.filter((one) => !one.archived && one.name.toLowerCase().includes(wanted));
  const choose = (id: number) => {
    chooseScenario(id);
    close();
  };
  return (
    <>
      <Popover opened={opened} onChange={(now) => !now && close()} position="bottom-start" width={320} shadow="md" trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconGitBranch size={15} />}
            rightSection={<IconChevronDown size={14} />}
            onClick={toggle}
            aria-label={t("Scenario: {{name}}", { name: scenario.name })}
            className="scenario-button"
          >
            {scenario.name}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("Scenarios")} p="xs">
          <Stack gap={6}>
            <TextInput
              size="xs"
              aria-label={t("Find a scenario")}
              placeholder={t("Find a scenario")}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && found[0]) choose(found[0].id);
              }}
            />
            <ScrollArea.Autosize mah={320}>
              {found.map((one) => (
                <button
                  key={one.id}
                  type="button"
                  className="scenario-choice"
                  aria-current={one.id === scenario.id || undefined}
                  onClick={() => choose(one.id)}
                >
                  <span className="scenario-mark">{one.id === scenario.id && <IconCheck size={14} aria-hidden />}</span>
                  <span>
                    <b>{one.name}</b>
                    <span className="quiet small">
                      {one.changed.author}, {instant(one.changed.at)}
                    </span>
                  </span>
                </button>
              ))}
              {found.length === 0 && <div className="quiet small pad">{t("No scenario has this name.")}</div>}
            </ScrollArea.Autosize>
            <Divider />
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={!!refusal}
              title={refusal}
              onClick={() => {
                close();
                make();
              }}
            >
              {t("New scenario from {{name}}", { name: scenario.name })}
            </Button>
            <Button size="xs" variant="subtle" component={Link} to="/scenarios" onClick={close}>
              {t("All scenarios, compare, merge")}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <NewScenario opened={making} onClose={made} scenarios={scenarios.data.filter((one) => !one.archived)} from={scenario.id} />
    </>
  );
}
