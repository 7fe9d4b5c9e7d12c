import { ActionIcon, AppShell, Burger, Group, Kbd, Modal, Table } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKeyboard } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { get } from "../api/queries";
import { t } from "../i18n";
import { count, day, score } from "../parts/format";
import { Tag } from "../parts/Tag";
import { PersonMenu } from "../people/PersonMenu";
import { ScenarioSwitcher } from "../plan/scenarios/ScenarioSwitcher";
import { gridKeys } from "../plan/texts";
import { useScenarioInAddress } from "../plan/useScenario";
import { JobTray } from "./JobTray";
import { LanguageSwitch } from "./LanguageSwitch";
import { currentPage, menuFor, showsPlan, steps } from "./navigation";
import { ThemeSwitch } from "./ThemeSwitch";
import { useShortcuts } from "./useShortcuts";

function Head() {
  const quality = useQuery(get.quality());
  const asOf = useQuery(get.asOf());
  return (
    <Group gap="lg" wrap="nowrap" visibleFrom="sm">
      {asOf.data && (
        <Link to="/data" className="headfact" title={t("The cut-off: facts dated later do not count. Change it on the overview.")}>
          {t("Cut-off")} <b>{day(asOf.data.effective)}</b>
        </Link>
      )}
      {quality.data && (
        <Link to="/data" className="headfact">
          {t("Data quality")} <b>{score(quality.data.overall)}</b>
        </Link>
      )}
      {quality.data && (
        <Tag tone={quality.data.gate.open ? "ok" : "warning"}>{quality.data.gate.open ? t("Gate open") : t("Gate held")}</Tag>
      )}
    </Group>
  );
}

function Keys({ opened, close }: { opened: boolean; close: () => void }) {
  const grid = useLocation().pathname === "/plan";
  return (
    <Modal opened={opened} onClose={close} title={t("Keys")} size={grid ? "xl" : "sm"}>
      <Group align="flex-start" wrap="nowrap" gap="xl">
        {grid && (
          <Table verticalSpacing={3}>
            <Table.Tbody>
              {gridKeys.map((one) => (
                <Table.Tr key={one.does}>
                  <Table.Td>{one.does}</Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {one.keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Table verticalSpacing={3}>
          <Table.Tbody>
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
            <Table.Tr>
              <Table.Td>{t("Search on this page")}</Table.Td>
              <Table.Td>
                <Kbd>/</Kbd>
              </Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Td>{t("Close what is open")}</Table.Td>
              <Table.Td>
                <Kbd>{t("Esc")}</Kbd>
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Group>
    </Modal>
  );
}

/** The frame of every page: steps at the left, the state of the data and running work at the top. */
export function Shell() {
  const [menu, { toggle, close: closeMenu }] = useDisclosure(false);
  const [help, { open: showHelp, close: hideHelp }] = useDisclosure(false);
  const path = useLocation().pathname;
  const here = currentPage(path);
  const session = useQuery(get.session());
  const rejected = useQuery(get.rejectedRows({ take: 1 }));
  useShortcuts(showHelp);
  useScenarioInAddress(showsPlan(path));
  return (
    <AppShell header={{ height: 46 }} navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !menu } }} padding="md">
      <a className="skip link" href="#main">
        {t("Skip to the page")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("Menu")} />
            <Link to="/cycle" className="brand">
              <img src="/favicon.svg" width={22} height={22} alt="" />
              Concord
            </Link>
            <ScenarioSwitcher />
          </Group>
          <Group gap="md" wrap="nowrap">
            <Head />
            <Group gap={6} wrap="nowrap">
              <JobTray />
              <ActionIcon variant="default" size="md" aria-label={t("Keys")} onClick={showHelp}>
                <IconKeyboard size={16} />
              </ActionIcon>
              <LanguageSwitch />
              <ThemeSwitch />
              <PersonMenu />
            </Group>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p={6} aria-label={t("Steps")}>
        {menuFor(session.data?.refusals ?? {}, here).map((step) => (
          <div key={step.title}>
            <div className="nav-step">{step.title}</div>
            {step.pages.map((page) => (
              <Link
                key={page.to}
                to={page.to}
                onClick={closeMenu}
                className={`nav-link ${here === page.to ? "active" : ""}`}
                aria-current={here === page.to ? "page" : undefined}
                title={t("g then {{key}}", { key: page.key })}
              >
                <page.icon size={17} stroke={1.6} aria-hidden />
                {page.label}
                {page.count === "rejected" && !!rejected.data?.total && <span className="count">{count(rejected.data.total)}</span>}
              </Link>
            ))}
          </div>
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <Outlet />
      </AppShell.Main>
      <Keys opened={help} close={hideHelp} />
      <ScrollRestoration getKey={(location) => location.pathname} />
    </AppShell>
  );
}
