import { Drawer } from "@mantine/core";
import { Link } from "react-router";
import type { Network } from "../../api/types";
import { t } from "../../i18n";
import { count, quantity } from "../../parts/format";
import { Grid } from "../../parts/Grid";
import { crowd, nodeLink } from "./networkGraph";
import { texts } from "./texts";

/** The members of a kind that is too large to draw one by one. */
export function CrowdDrawer({ network, kind, onClose }: { network: Network | undefined; kind: string; onClose: () => void }) {
  const rows = network && kind ? crowd(network, kind) : [];
  const title = texts.kinds.find((one) => one.kind === kind)?.label ?? kind;
  return (
    <Drawer opened={kind !== ""} onClose={onClose} position="right" size={640} title={`${count(rows.length)} ${title.toLowerCase()}`}>
      <Grid
        label={title}
        rows={rows}
        rowKey={(row) => row.node.id}
        columns={[
          {
            key: "label",
            header: title,
            cell: (row) => (
              <Link className="link" to={nodeLink(row.node)}>
                {row.node.label}
              </Link>
            ),
          },
          { key: "links", header: t("Links"), right: true, cell: (row) => count(row.links) },
          {
            key: "lead",
            header: t("Lead time, days"),
            right: true,
            cell: ({ leadTime }) =>
              leadTime
                ? leadTime[0] === leadTime[1]
                  ? quantity(leadTime[0], 1)
                  : `${quantity(leadTime[0], 1)}–${quantity(leadTime[1], 1)}`
                : "–",
          },
          { key: "quantity", header: t("Quantity"), right: true, cell: (row) => quantity(row.quantity, 0) },
        ]}
      />
    </Drawer>
  );
}
