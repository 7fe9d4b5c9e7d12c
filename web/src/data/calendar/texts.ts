export const texts = {
  title: "Calendar",
  about: "The planning calendar: buckets, the fiscal year they belong to, and the zones with their rules.",
  patterns: [
    { value: "months", label: "Months" },
    { value: "weeks", label: "ISO weeks" },
  ],
};
