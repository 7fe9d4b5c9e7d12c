import { Button, Checkbox, Group, Modal, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowMerge, IconArrowsDiff, IconPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { planSend } from "../../api/plan";
import { queryClient } from "../../api/queries";
import type { Scenario } from "../../api/types";
import { instant } from "../../parts/format";
import { Grid, type GridColumn } from "../../parts/Grid";
import { Page, Panel } from "../../parts/Page";
import { ProblemAlert, sayProblem } from "../../parts/Problem";
import { SearchBox } from "../../parts/SearchBox";
import { Empty, Loading } from "../../parts/States";
import { Tag } from "../../parts/Tag";
import { useUrlState } from "../../parts/urlState";
import { useRefusal } from "../../people/session";
import { chooseScenario, useScenario } from "../useScenario";
import { NewScenario } from "./NewScenario";

const defaults = { search: "", archived: "no" };

/** All scenarios: open, make, rename, archive, and two of them compared or merged. */
export function ScenariosPage() {
  const { scenario: shown, scenarios } = useScenario();
  const [state, change] = useUrlState(defaults);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [making, { open: make, close: made }] = useDisclosure(false);
  const [renamed, setRenamed] = useState<Scenario | null>(null);
  const navigate = useNavigate();
  const refusal = useRefusal("manage_scenarios");
  const wanted = state.search.toLowerCase();
  const found = (scenarios.data ?? []).filter(
    (one) => (state.archived === "yes" || !one.archived) && `${one.name} ${one.description ?? ""}`.toLowerCase().includes(wanted),
  );
  const [first, second] = chosen.filter((id) => found.some((one) => one.id === id)).toSorted((a, b) => a - b);
  const two = first !== undefined && second !== undefined;
  const archive = (one: Scenario) =>
    planSend.change(one.id, { archived: !one.archived }).then(() => queryClient.invalidateQueries({ queryKey: ["scenarios"] }), sayProblem);
  const columns: GridColumn<Scenario>[] = [
    {
      key: "choose",
      header: <span className="sr">Chosen</span>,
      width: 36,
      cell: (one) => (
        <Checkbox
          size="xs"
          aria-label={`Choose ${one.name}`}
          checked={chosen.includes(one.id)}
          onChange={() =>
            setChosen((before) => (before.includes(one.id) ? before.filter((id) => id !== one.id) : [...before.slice(-1), one.id]))
          }
        />
      ),
    },
    {
      key: "name",
      header: "Scenario",
      wrap: true,
      cell: (one) => (
        <>
          <Link className="link" to="/plan" onClick={() => chooseScenario(one.id)}>
            <b>{one.name}</b>
          </Link>{" "}
          {one.id === shown?.id && <Tag tone="info">shown</Tag>} {one.archived && <Tag tone="quiet">archived</Tag>}
          {one.description && <div className="quiet">{one.description}</div>}
        </>
      ),
    },
    {
      key: "changed",
      header: "Last change",
      wrap: true,
      cell: (one) => (
        <>
          {one.changed.message}
          <div className="quiet small">
            {one.changed.author}, {instant(one.changed.at)}
          </div>
        </>
      ),
    },
    {
      key: "made",
      header: "Made",
      cell: (one) => (
        <span className="quiet">
          {one.author}, {instant(one.createdAt)}
        </span>
      ),
    },
    {
      key: "actions",
      header: <span className="sr">Actions</span>,
      right: true,
      cell: (one) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <Button size="compact-xs" variant="default" disabled={!!refusal} title={refusal} onClick={() => setRenamed(one)}>
            Rename
          </Button>
          <Button size="compact-xs" variant="default" disabled={!!refusal} title={refusal} onClick={() => archive(one)}>
            {one.archived ? "Take out of the archive" : "Archive"}
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <Page
      title="Scenarios"
      about="Each is a line of the plan of its own: what is typed in one is not seen in another until they are merged."
      actions={
        <>
          <SearchBox value={state.search} onChange={(search) => change({ search })} label="Search scenarios" />
          <Switch
            size="xs"
            label="Archived too"
            checked={state.archived === "yes"}
            onChange={(event) => change({ archived: event.currentTarget.checked ? "yes" : "no" })}
          />
          <Button size="xs" leftSection={<IconPlus size={14} />} disabled={!!refusal || !shown} title={refusal} onClick={make}>
            New scenario
          </Button>
        </>
      }
    >
      {scenarios.error && <ProblemAlert error={scenarios.error} onRetry={() => scenarios.refetch()} />}
      {scenarios.isLoading && <Loading what="scenarios" />}
      {scenarios.data && (
        <Panel
          aside={
            <Group gap="xs">
              <span className="quiet small">{two ? "" : "Choose two scenarios to compare or merge them."}</span>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowsDiff size={14} />}
                disabled={!two}
                onClick={() => navigate(`/scenarios/compare?a=${first}&b=${second}`)}
              >
                Compare
              </Button>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowMerge size={14} />}
                disabled={!two || !!refusal}
                title={refusal}
                onClick={() => navigate(`/scenarios/merge?into=${first}&from=${second}`)}
              >
                Merge
              </Button>
            </Group>
          }
        >
          <Grid
            label="Scenarios"
            columns={columns}
            rows={found}
            rowKey={(one) => one.id}
            empty={
              <Empty title={scenarios.data.length === 0 ? "No plan yet" : "No scenario matches"}>
                {scenarios.data.length === 0 && (
                  <Link className="link" to="/plan">
                    Start a plan
                  </Link>
                )}
              </Empty>
            }
          />
        </Panel>
      )}
      {shown && (
        <NewScenario opened={making} onClose={made} scenarios={(scenarios.data ?? []).filter((one) => !one.archived)} from={shown.id} />
      )}
      <Modal opened={renamed !== null} onClose={() => setRenamed(null)} title="Rename the scenario" size="sm">
        {renamed && <Rename scenario={renamed} onClose={() => setRenamed(null)} />}
      </Modal>
    </Page>
  );
}

function Rename({ scenario, onClose }: { scenario: Scenario; onClose: () => void }) {
  const [name, setName] = useState(scenario.name);
  const [description, setDescription] = useState(scenario.description ?? "");
  const save = useMutation({
    mutationFn: () => planSend.change(scenario.id, { name: name.trim(), description: description.trim() }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["scenarios"] });
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="sm">
        {save.error && <ProblemAlert error={save.error} />}
        <TextInput label="Name" required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <Textarea
          label="What it is for"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ""}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
