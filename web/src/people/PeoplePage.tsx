import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/queries";
import { t } from "../i18n";
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
      {t("New person")}
    </Button>
  );
  return (
    <Page title={texts.people} about={texts.peopleAbout} actions={add}>
      {refusal && <div className="note note-warning">{refusal}</div>}
      {mode === "local" && <div className="note">{texts.local}</div>}
      {people.error && <ProblemAlert error={people.error} onRetry={() => people.refetch()} />}
      {people.isLoading && <Loading what={t("people")} />}
      {people.data && (
        <Grid
          label={t("People")}
          rows={people.data}
          rowKey={(person) => person.id}
          onOpen={(person) => change({ person: String(person.id) }, { push: true })}
          empty={
            <div className="panel">
              <Empty title={t("Nobody has an account")} />
            </div>
          }
          columns={[
            {
              key: "name",
              header: t("Name"),
              cell: (person) => (
                <button type="button" className="link" onClick={() => change({ person: String(person.id) }, { push: true })}>
                  {person.displayName}
                </button>
              ),
            },
            { key: "signin", header: t("Signs in as"), cell: (person) => person.name },
            { key: "roles", header: t("Roles"), wrap: true, cell: (person) => rolesText(person.roles) },
            {
              key: "state",
              header: t("State"),
              cell: (person) => (
                <>
                  {person.disabled && <Tag tone="error">{t("may not sign in")}</Tag>}
                  {person.lockedUntil && <Tag tone="warning">{t("locked")}</Tag>}
                  {person.demo && <Tag tone="quiet">{t("demo, no password")}</Tag>}
                </>
              ),
            },
            { key: "tokens", header: t("Tokens"), right: true, cell: (person) => count(person.tokens) },
            { key: "since", header: t("Here since"), cell: (person) => instant(person.createdAt) },
          ]}
        />
      )}
      {adding && <NewPerson first={mode === "local"} onClose={close} />}
      {chosen && <PersonDrawer key={chosen.id} person={chosen} onClose={() => change({ person: "" })} />}
    </Page>
  );
}
