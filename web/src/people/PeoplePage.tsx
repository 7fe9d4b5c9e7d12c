import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/queries";
import { count, instant } from "../parts/format";
import { Grid } from "../parts/Grid";
import { Page } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty, Loading } from "../parts/States";
import { Tag } from "../parts/Tag";
import { useUrlState } from "../parts/urlState";
import { NewPerson } from "./NewPerson";
import { PersonDrawer } from "./PersonDrawer";
import { rolesText, useRefusal } from "./session";
import { texts } from "./texts";

const defaults = { person: "" };

export function PeoplePage() {
  const refusal = useRefusal("manage_people");
  const mode = useQuery(get.session()).data?.mode;
  const people = useQuery({ ...get.people(), enabled: !refusal });
  const [state, change] = useUrlState(defaults);
  const [adding, { open, close }] = useDisclosure(false);
  const chosen = people.data?.find((person) => String(person.id) === state.person);
  const add = (
    <Button size="xs" leftSection={<IconUserPlus size={15} />} onClick={open} disabled={!!refusal} title={refusal}>
      New person
    </Button>
  );
  return (
    <Page title={texts.people} about={texts.peopleAbout} actions={add}>
      {refusal && <div className="note note-warning">{refusal}</div>}
      {mode === "local" && <div className="note">{texts.local}</div>}
      {people.error && <ProblemAlert error={people.error} onRetry={() => people.refetch()} />}
      {people.isLoading && <Loading what="people" />}
      {people.data && (
        <Grid
          label="People"
          rows={people.data}
          rowKey={(person) => person.id}
          onOpen={(person) => change({ person: String(person.id) }, { push: true })}
          empty={
            <div className="panel">
              <Empty title="Nobody has an account" />
            </div>
          }
          columns={[
            {
              key: "name",
              header: "Name",
              cell: (person) => (
                <button type="button" className="link" onClick={() => change({ person: String(person.id) }, { push: true })}>
                  {person.displayName}
                </button>
              ),
            },
            { key: "signin", header: "Signs in as", cell: (person) => person.name },
            { key: "roles", header: "Roles", wrap: true, cell: (person) => rolesText(person.roles) },
            {
              key: "state",
              header: "State",
              cell: (person) => (
                <>
                  {person.disabled && <Tag tone="error">may not sign in</Tag>}
                  {person.lockedUntil && <Tag tone="warning">locked</Tag>}
                  {person.demo && <Tag tone="quiet">demo, no password</Tag>}
                </>
              ),
            },
            { key: "tokens", header: "Tokens", right: true, cell: (person) => count(person.tokens) },
            { key: "since", header: "Here since", cell: (person) => instant(person.createdAt) },
          ]}
        />
      )}
      {adding && <NewPerson first={mode === "local"} onClose={close} />}
      {chosen && <PersonDrawer key={chosen.id} person={chosen} onClose={() => change({ person: "" })} />}
    </Page>
  );
}
