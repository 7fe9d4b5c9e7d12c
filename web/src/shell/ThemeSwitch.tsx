import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { t } from "../i18n";

const choices = [
  { value: "auto", label: t("As the system"), icon: IconDeviceDesktop },
  { value: "light", label: t("Light"), icon: IconSun },
  { value: "dark", label: t("Dark"), icon: IconMoon },
] as const;

export function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t("Light or dark")}>
          {shown === "dark" ? <IconMoon size={16} /> : <IconSun size={16} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            leftSection={<choice.icon size={15} />}
            rightSection={colorScheme === choice.value ? <IconCheck size={14} /> : null}
            onClick={() => setColorScheme(choice.value)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
