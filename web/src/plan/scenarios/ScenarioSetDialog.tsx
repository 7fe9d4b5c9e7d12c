import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient } from "../../api/queries";
import { type ScenarioProposal, scenariosGet, scenariosSend } from "../../api/scenarios";
import type { PlanStructure, Scenario } from "../../api/types";
import { t } from "../../i18n";
import { ProblemAlert, sayDone } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { sentenceOf } from "./drivers";

interface Props {
  opened: boolean;
  onClose: () => void;
  central: Scenario;
  structure: PlanStructure;
  onMade: (ids: number[]) => void;
}

/** Central, cautious and ambitious by one click: before it, what each will assume and what the data do not tell. */
export function ScenarioSetDialog({ opened, onClose, central, structure, onMade }: Props) {
  const proposals = useQuery({ ...scenariosGet.proposals(central.id), enabled: opened });
  const make = useMutation({
    mutationFn: () => scenariosSend.makeSet(central.id),
    onSuccess: async (made) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ["scenarios"] }),
        queryClient.invalidateQueries({ queryKey: ["jobs"] }),
      ]);
      sayDone(t("{{n}} scenarios made", { n: made.length }), t("They are being computed; the comparison fills as they finish."));
      onMade([central.id, ...made.map((one) => one.scenario.id)]);
      onClose();
    },
  });
  const beside = proposals.data?.filter((one) => one.drivers.length > 0) ?? [];
  return (
    <Modal opened={opened} onClose={onClose} title={t("Central, cautious, ambitious")} size="xl">
      <Stack gap="sm">
        <div>
          {t("{{name}} is the central plan. Beside it these are made; what they assume is worked out from the data.", {
            name: central.name,
          })}
        </div>
        {proposals.error && <ProblemAlert error={proposals.error} onRetry={() => proposals.refetch()} />}
        {proposals.isLoading && <Loading what={t("what the data say")} />}
        {beside.map((one) => (
          <Proposal key={one.name} proposal={one} structure={structure} />
        ))}
        {proposals.data && beside.length === 0 && (
          <div>{t("The data tell nothing a scenario could assume. Make one of your own from drivers.")}</div>
        )}
        {make.error && <ProblemAlert error={make.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("Cancel")}
          </Button>
          <Button onClick={() => make.mutate()} loading={make.isPending} disabled={beside.length === 0} data-autofocus>
            {t("Make and compute them")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Proposal({ proposal, structure }: { proposal: ScenarioProposal; structure: PlanStructure }) {
  return (
    <section className="panel pad proposal">
      <h3>{t(proposal.name)}</h3>
      <div className="quiet small">{t(proposal.description)}</div>
      <ul>
        {proposal.drivers.map((driver) => (
          <li key={driver.name}>
            <b>{sentenceOf(driver, structure)}</b>
            <div className="quiet small">{driver.assumption}</div>
          </li>
        ))}
      </ul>
      {proposal.notes.length > 0 && (
        <>
          <div className="small">
            <b>{t("What the data do not tell")}</b>
          </div>
          <ul className="small">
            {proposal.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
