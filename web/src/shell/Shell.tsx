import { ActionIcon, AppShell, Burger, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKeyboard, IconPresentation, IconRoute, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, ScrollRestoration, useLocation } from "react-router";
import { get } from "../api/queries";
import { t } from "../i18n";
import { day, score } from "../parts/format";
import { Tag } from "../parts/Tag";
import { PersonMenu } from "../people/PersonMenu";
import { ScenarioSwitcher } from "../plan/scenarios/ScenarioSwitcher";
import { useScenarioInAddress } from "../plan/useScenario";
import { JobTray } from "./JobTray";
import { Keys } from "./Keys";
import { LanguageSwitch } from "./LanguageSwitch";
import { currentPage, showsPlan } from "./navigation";
import { StepMenu } from "./StepMenu";
import { ThemeSwitch } from "./ThemeSwitch";
import { TourOffer, useTour } from "./TourOffer";
import { usePresentation } from "./usePresentation";
import { useShortcuts } from "./useShortcuts";

function Head() {
  const quality = useQuery(get.quality());
  const asOf = useQuery(get.asOf());
  return (
    // The tools at the right come first: what stands here is on the overview too.
    <Group gap="lg" wrap="nowrap" visibleFrom="lg">
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

/** The frame of every page: steps at the left, the state of the data and running work at the top. */
export function Shell() {
  const [menu, { toggle, close: closeMenu }] = useDisclosure(false);
  const [help, { open: showHelp, close: hideHelp }] = useDisclosure(false);
  const path = useLocation().pathname;
  const { presenting, present } = usePresentation();
  const tour = useTour();
  useShortcuts({ showHelp, presenting, present });
  useScenarioInAddress(showsPlan(path));
  return (
    <AppShell
      header={{ height: 46 }}
      navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !menu, desktop: presenting } }}
      padding="md"
      transitionDuration={0}
    >
      <a className="skip link" href="#main">
        {t("Skip to the page")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {!presenting && <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t("Menu")} />}
            <Link to="/cycle" className="brand">
              <img src="/favicon.svg" width={22} height={22} alt="" />
              Concord
            </Link>
            <div data-tour="scenario">
              <ScenarioSwitcher />
            </div>
          </Group>
          {presenting ? (
            <Button size="compact-sm" variant="default" leftSection={<IconX size={14} aria-hidden />} onClick={() => present(false)}>
              {t("Leave the presentation")}
            </Button>
          ) : (
            <Group gap="md" wrap="nowrap">
              <Head />
              <Group gap={6} wrap="nowrap">
                <JobTray />
                <Tool label={t("Tour")} icon={IconRoute} onClick={tour} />
                <Tool label={t("Presentation")} keys="." icon={IconPresentation} onClick={() => present(true)} />
                <Tool label={t("Keys")} keys="?" icon={IconKeyboard} onClick={showHelp} tour="keys" />
                <LanguageSwitch />
                <ThemeSwitch />
                <PersonMenu />
              </Group>
            </Group>
          )}
        </Group>
      </AppShell.Header>
      {!presenting && (
        <AppShell.Navbar p={6} aria-label={t("Steps")}>
          <StepMenu here={currentPage(path)} onGo={closeMenu} />
        </AppShell.Navbar>
      )}
      <AppShell.Main id="main" tabIndex={-1}>
        {!presenting && <TourOffer />}
        <Outlet />
      </AppShell.Main>
      <Keys opened={help} close={hideHelp} />
      <ScrollRestoration getKey={(location) => location.pathname} />
    </AppShell>
  );
}

function Tool(props: { label: string; keys?: string; icon: typeof IconX; onClick: () => void; tour?: string }) {
  return (
    <ActionIcon
      variant="default"
      size="md"
      aria-label={props.label}
      title={props.keys ? `${props.label} (${props.keys})` : props.label}
      data-tour={props.tour}
      visibleFrom="sm"
      onClick={props.onClick}
    >
      <props.icon size={16} aria-hidden />
    </ActionIcon>
  );
}
