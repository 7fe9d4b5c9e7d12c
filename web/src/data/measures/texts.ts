export const texts = {
  title: "Measures",
  about: "The key figures: what each means, its unit and grain, how it adds up, and who may edit it.",
};
