export interface ChartColors {
  text: string;
  quiet: string;
  line: string;
  surface: string;
  accent: string;
  series: string[];
}

/** Neighbours in the lists differ in hue and lightness, so that a stack stays readable without colour vision. */
export const chartColors: Record<"light" | "dark", ChartColors> = {
  light: {
    text: "#1b2430",
    quiet: "#566273",
    line: "#dde2e8",
    surface: "#ffffff",
    accent: "#0b6474",
    series: [
      "#0b6474",
      "#e0913a",
      "#5b7bc0",
      "#8fb944",
      "#b0496a",
      "#53b3b8",
      "#8a6a3f",
      "#a58fd0",
      "#3f7d4f",
      "#d9716a",
      "#7d8896",
      "#c9b037",
    ],
  },
  dark: {
    text: "#e4e9ef",
    quiet: "#a3afbd",
    line: "#323c47",
    surface: "#191f26",
    accent: "#5fc0cb",
    series: [
      "#3fa9b8",
      "#f0ae5e",
      "#7f9ee0",
      "#a9d160",
      "#d2708f",
      "#86d6d9",
      "#b8955f",
      "#c1aee8",
      "#67b07a",
      "#f0958e",
      "#9aa6b4",
      "#e0cc5c",
    ],
  },
};
