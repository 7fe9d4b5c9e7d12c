export const texts = {
  title: "Measures",
  about:
    "The key figures: what each means, its unit and grain, how it adds up, and who may type it. The same registry steers calculation and API.",
  stages: {
    data: "Facts of the dataset",
    cleanse: "Cleansed history",
    forecast: "Forecast",
    consensus: "Consensus demand",
    supply: "Supply",
    finance: "Finance",
    kpi: "Key performance indicators",
  } as Record<string, string>,
};
