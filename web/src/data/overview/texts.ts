export const texts = {
  title: "Data",
  about: "Step 1 of the cycle: facts in, checked and trusted, before anybody plans on them.",
  areaOrder: ["products", "network", "production", "purchasing", "stock_and_orders", "demand", "finance"],
  dimensions: {
    completeness: "Completeness: what is needed is there",
    validity: "Validity: values are of the right type, range and vocabulary",
    consistency: "Consistency: rows agree with each other",
    timeliness: "Timeliness: facts are as fresh as the cut-off asks",
  } as Record<string, string>,
  sources: {
    set: "set by hand",
    latest_fact: "day of the latest fact",
    "latest fact": "day of the latest fact",
    today: "today, there are no facts",
  } as Record<string, string>,
  asOfHelp: "Facts dated after the cut-off do not count. Empty: the day of the latest fact.",
  stale: "The dataset has changed since the checks ran: scores and findings are of before.",
  emptyTitle: "No data yet",
  emptyText: "Import the extracts of your ERP through a mapping, or fill the template workbook, whose sheets explain each column.",
};
