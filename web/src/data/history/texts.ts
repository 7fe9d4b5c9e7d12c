export const texts = {
  title: "History",
  about: "Sales history up to the cut-off, by the day of the order.",
  groups: [
    { value: "family", label: "Family" },
    { value: "category", label: "Category" },
    { value: "channel", label: "Channel" },
    { value: "region", label: "Region" },
    { value: "item", label: "Item" },
  ],
  buckets: [
    { value: "month", label: "Months" },
    { value: "week", label: "Weeks" },
  ],
  pictures: [
    { value: "stack", label: "Stacked" },
    { value: "line", label: "Lines" },
  ],
  emptyTitle: "No history",
  emptyText: "No import has brought sales history, or none of it is dated up to the cut-off.",
};
