export const texts = {
  title: "Findings",
  about: "What the quality checks say of the dataset as of the cut-off: code, entity, value, and what to do.",
  stale: "The dataset has changed since the checks ran.",
  emptyTitle: "No findings",
  emptyText: "The checks have run and found nothing of this kind.",
  neverTitle: "The checks have not run yet",
  neverText: "They run by themselves after each import; you can also start them here.",
};
