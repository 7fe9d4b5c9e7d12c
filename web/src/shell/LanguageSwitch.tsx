import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import { chooseLanguage, type Language, language, languages, t } from "../i18n";

/** English or French, numbers and dates with it. Each language is named in itself, so that whoever is lost finds back. */
export function LanguageSwitch() {
  return (
    <Menu position="bottom-end" width={150}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={t("Language")} title={t("Language")}>
          <IconLanguage size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(languages) as Language[]).map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            rightSection={one === language ? <IconCheck size={14} aria-label={t("chosen")} /> : null}
            onClick={() => one !== language && chooseLanguage(one)}
          >
            {languages[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
