import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { decimal, t } from "./i18n";

/** Named here because charts measure texts with it. */
export const fontFamily = '"Inter", "Segoe UI", system-ui, -apple-system, "Noto Sans", "Liberation Sans", sans-serif';

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: {
    dark: ["#d5dce4", "#b8c1cc", "#8b96a3", "#6b7683", "#3a4551", "#303a45", "#252e37", "#191f26", "#141a20", "#0f1317"],
    petrol: ["#e6f5f6", "#cde7ea", "#9fd0d6", "#6fb9c2", "#5fc0cb", "#2f93a1", "#17788a", "#0b6474", "#08505d", "#053b45"],
  },
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "JetBrains Mono", "Liberation Mono", monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "19px" },
  headings: { fontWeight: "650", sizes: { h3: { fontSize: "20px", lineHeight: "1.3" }, h5: { fontSize: "14px", lineHeight: "1.4" } } },
  defaultRadius: "sm",
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 360 } },
    Modal: { defaultProps: { closeButtonProps: { "aria-label": t("Close") } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": t("Close") } } },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": t("Close") } } },
    NumberInput: { defaultProps: { decimalSeparator: decimal } },
    Select: { defaultProps: { size: "xs", comboboxProps: { shadow: "md" } } },
  },
});

/** Text colours with a contrast of at least 4.5 on the surfaces of app.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-dimmed": "#566273", "--mantine-color-placeholder": "#667080", "--mantine-color-body": "#f5f6f8" },
  dark: {
    "--mantine-color-dimmed": "#a3afbd",
    "--mantine-color-placeholder": "#8e9aa9",
    "--mantine-color-body": "#11151a",
    "--mantine-color-text": "#e4e9ef",
  },
});
