export const texts = {
  title: "Calendar",
  about: "How time is cut into buckets, the fiscal year they belong to, and who may change what in the zones of the horizon.",
  patterns: [
    { value: "month", label: "Months" },
    { value: "iso_week", label: "ISO weeks" },
    { value: "split_week", label: "Weeks split at month ends" },
    { value: "weeks_4_4_5", label: "4-4-5 weeks" },
    { value: "weeks_4_5_4", label: "4-5-4 weeks" },
    { value: "weeks_5_4_4", label: "5-4-4 weeks" },
  ],
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  zones: {
    frozen: "The near end of the horizon: what is being made and bought now.",
    flexible: "What can still be changed with care.",
    strategic: "The far end: volumes, capacity and investment.",
  } as Record<string, string>,
};
