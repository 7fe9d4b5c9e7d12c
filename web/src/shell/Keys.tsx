import { Group, Kbd, Modal, Table, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { language, t } from "../i18n";
import { steps } from "./navigation";
import { type PageKey, useShownKeys } from "./pageKeys";

/** Keys every page understands. */
const everywhere: PageKey[] = [
  { keys: ["?"], does: t("Show the keys") },
  { keys: ["/"], does: t("Search on this page") },
  { keys: ["."], does: t("Present: larger, without the menu") },
  { keys: ["Esc"], does: t("Close what is open; leave the presentation") },
  { keys: ["↓", "↑", "Enter"], does: t("Walk over the rows of a table, open one") },
  { keys: ["Tab", "Space"], does: t("Go to the next field or button, press it") },
];

/** Keys as they stand on the keyboards of the language. */
const caps: Record<string, string> =
  language === "fr" ? { Esc: "Échap", Enter: "Entrée", Delete: "Suppr", Space: "Espace", PageDown: "Pg.Suiv", PageUp: "Pg.Préc" } : {};

const cap = (key: string) => caps[key] ?? key;

function List({ title, keys }: { title: string; keys: readonly PageKey[] }) {
  return (
    <Section title={title}>
      {keys.map((one) => (
        <Table.Tr key={one.does}>
          <Table.Td>{one.does}</Table.Td>
          <Table.Td>
            <Group gap={4} wrap="nowrap">
              {one.keys.map((key) => (
                <Kbd key={key}>{cap(key)}</Kbd>
              ))}
            </Group>
          </Table.Td>
        </Table.Tr>
      ))}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      <Table verticalSpacing={3}>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}

/** Every key there is on the page that is open: its own, those of all pages, and the ways to the others. */
export function Keys({ opened, close }: { opened: boolean; close: () => void }) {
  const own = useShownKeys();
  return (
    <Modal opened={opened} onClose={close} title={t("Keys")} size={own.length > 0 ? 1080 : 760}>
      <Group align="flex-start" gap="xl">
        {own.length > 0 && <List title={t("On this page")} keys={own} />}
        <List title={t("On every page")} keys={everywhere} />
        <Section title={t("Go to a page")}>
          {steps
            .flatMap((step) => step.pages)
            .map((page) => (
              <Table.Tr key={page.to}>
                <Table.Td>{page.label}</Table.Td>
                <Table.Td>
                  <Kbd>g</Kbd> <Kbd>{page.key}</Kbd>
                </Table.Td>
              </Table.Tr>
            ))}
        </Section>
      </Group>
    </Modal>
  );
}
