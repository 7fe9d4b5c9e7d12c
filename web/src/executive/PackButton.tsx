import { Button, Checkbox, Group, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFileText, IconPresentation, IconTable } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { meetingGet, workbookAddress } from "../api/meeting";
import { queryClient } from "../api/queries";
import { supplyGet } from "../api/supply";
import { useNames } from "../cycle/names";
import { t } from "../i18n";
import { sayProblem } from "../parts/Problem";
import { useScenario } from "../plan/useScenario";

const most = 4;

/** The pack of the cycle as slides, PDF or workbook, for the scenarios chosen. What makes them is loaded only then. */
export function PackButton({ cycle }: { cycle: PlanningCycle }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { scenarios } = useScenario();
  const known = scenarios.data?.filter((one) => !one.archived || cycle.scenarios.includes(one.id)) ?? [];
  const [chosen, setChosen] = useState<number[]>(cycle.scenarios.slice(0, most));
  const name = useNames();
  const make = useMutation({
    mutationFn: async (kind: "pptx" | "pdf") => {
      const pack = await queryClient.fetchQuery(meetingGet.pack(cycle.id, chosen));
      const review = pack.proposal.scenario ? await queryClient.fetchQuery(supplyGet.review(pack.proposal.scenario)) : null;
      const scenario = (id: number) => known.find((one) => one.id === id)?.name ?? String(id);
      if (kind === "pptx") await (await import("./pack/slides")).saveSlides(pack, review, name, scenario);
      else await (await import("./pack/paper")).savePaper(pack, review, name, scenario);
    },
    onError: sayProblem,
  });
  const toggle = (id: number) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(0, most)));
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {t("Pack")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("The pack of {{cycle}}", { cycle: cycle.name })} centered size="lg">
        <Stack gap="sm">
          <p className="flat">
            {t(
              "Headline figures, the scenarios side by side, the plan by family, capacity, the way from the budget, risks, decisions and the minutes, as of now. The first scenario chosen is the one the sheets show.",
            )}
          </p>
          {known.map((one) => (
            <Checkbox
              key={one.id}
              label={`${chosen[0] === one.id ? "1. " : ""}${one.name}`}
              checked={chosen.includes(one.id)}
              disabled={!chosen.includes(one.id) && chosen.length >= most}
              onChange={() => toggle(one.id)}
            />
          ))}
          <Group>
            <Button
              leftSection={<IconPresentation size={16} />}
              disabled={chosen.length === 0}
              loading={make.isPending && make.variables === "pptx"}
              onClick={() => make.mutate("pptx")}
            >
              {t("Slides (PPTX)")}
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileText size={16} />}
              disabled={chosen.length === 0}
              loading={make.isPending && make.variables === "pdf"}
              onClick={() => make.mutate("pdf")}
            >
              {t("PDF")}
            </Button>
            <Button
              variant="default"
              component="a"
              download
              href={workbookAddress(cycle.id, chosen)}
              leftSection={<IconTable size={16} />}
              data-disabled={chosen.length === 0 || undefined}
            >
              {t("Workbook (XLSX)")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
