import { Button, Checkbox, Popover, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/queries";
import type { PlanStructure } from "../../api/types";
import { stages } from "../../data/measures/measure";
import { texts as measureTexts } from "../../data/measures/texts";
import { t } from "../../i18n";
import { plural, words } from "../../parts/format";

interface Props {
  structure: PlanStructure;
  chosen: readonly string[];
  onChange: (measures: string[]) => void;
}

/** Which measures are shown, by the stage that writes them; in the order of the registry. */
export function MeasurePicker({ structure, chosen, onChange }: Props) {
  const registry = useQuery(get.measures());
  const [search, setSearch] = useState("");
  const inPlan = new Map(structure.measures.map((one) => [one.name, one.hasValues]));
  const wanted = search.toLowerCase();
  const found = (registry.data ?? []).filter((one) => inPlan.has(one.name) && one.title.toLowerCase().includes(wanted));
  const order = registry.data?.map((one) => one.name) ?? [];
  const toggle = (name: string) => {
    const next = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
    if (next.length > 0) onChange(next.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  };
  return (
    <Popover position="bottom-start" width={300} shadow="md" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconListDetails size={15} />}>
          {plural(chosen.length, t("measure"), t("measures"))}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("Measures")}>
        <TextInput
          size="xs"
          mb="xs"
          aria-label={t("Find a measure")}
          placeholder={t("Find a measure")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ScrollArea.Autosize mah={420}>
          <Stack gap={4}>
            {stages(found).map(([stage, measures]) => (
              <Stack key={stage} gap={4}>
                <Text size="xs" fw={600} c="dimmed" mt={4}>
                  {measureTexts.stages[stage] ?? t(words(stage))}
                </Text>
                {measures.map((one) => (
                  <Checkbox
                    key={one.name}
                    size="xs"
                    checked={chosen.includes(one.name)}
                    onChange={() => toggle(one.name)}
                    label={
                      <>
                        {one.title}
                        {!inPlan.get(one.name) && <span className="quiet"> {t("(no values yet)")}</span>}
                      </>
                    }
                  />
                ))}
              </Stack>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
