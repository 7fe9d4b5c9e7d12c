import "./snapshots.css";
import "../overview/overview.css";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCamera } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { get } from "../../api/queries";
import { t } from "../../i18n";
import { day, instant } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { Page } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Empty, Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { useRefusal } from "../../people/session";
import { CreateSnapshot } from "./CreateSnapshot";
import { SnapshotDrawer } from "./SnapshotDrawer";
import { texts } from "./texts";

const defaults = { snapshot: "" };

export function SnapshotsPage() {
  const snapshots = useQuery(get.snapshots());
  const [state, change] = useUrlState(defaults);
  const refusal = useRefusal("manage_data");
  const [creating, { open, close }] = useDisclosure(false);
  const create = (
    <Button size="xs" leftSection={<IconCamera size={15} />} onClick={open} disabled={!!refusal} title={refusal}>
      {t("New snapshot")}
    </Button>
  );
  return (
    <Page title={texts.title} about={texts.about} actions={create}>
      {snapshots.error && <ProblemAlert error={snapshots.error} onRetry={() => snapshots.refetch()} />}
      {snapshots.isLoading && <Loading what={t("snapshots")} />}
      {snapshots.data && (
        <Grid
          label={t("Snapshots")}
          rows={snapshots.data}
          rowKey={(snapshot) => snapshot.id}
          onOpen={(snapshot) => change({ snapshot: String(snapshot.id) }, { push: true })}
          empty={
            <div className="panel">
              <Empty title={texts.emptyTitle} action={create}>
                {texts.emptyText}
              </Empty>
            </div>
          }
          columns={[
            {
              key: "name",
              header: t("Snapshot"),
              cell: (snapshot) => (
                <button type="button" className="link" onClick={() => change({ snapshot: String(snapshot.id) }, { push: true })}>
                  {snapshot.name}
                </button>
              ),
            },
            { key: "asof", header: t("As of"), cell: (snapshot) => day(snapshot.asOf) },
            { key: "made", header: t("Made"), cell: (snapshot) => instant(snapshot.createdAt) },
            { key: "who", header: t("Who"), cell: (snapshot) => snapshot.author },
            { key: "imports", header: t("Imports"), right: true, cell: (snapshot) => snapshot.importIds.length },
            { key: "note", header: t("Note"), wrap: true, cell: (snapshot) => snapshot.note ?? "" },
            {
              key: "fingerprint",
              header: t("Fingerprint"),
              cell: (snapshot) => <span className="mono">{snapshot.fingerprint.slice(0, 12)}</span>,
            },
          ]}
        />
      )}
      <CreateSnapshot
        opened={creating}
        onClose={close}
        onDone={(id) => {
          close();
          change({ snapshot: String(id) });
        }}
      />
      <SnapshotDrawer id={state.snapshot ? Number(state.snapshot) : undefined} onClose={() => change({ snapshot: "" })} />
    </Page>
  );
}
