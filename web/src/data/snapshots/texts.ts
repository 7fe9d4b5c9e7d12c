export const texts = {
  title: "Snapshots",
  about: "A data snapshot freezes the dataset for a cycle, as of a date. Later imports never change it.",
  emptyTitle: "No snapshots yet",
  emptyText: "Make one when the data of the month is in and checked: the plan of the cycle is made from it.",
  held: "The data gate is held. A snapshot can still be made, with a reason that stays with it.",
};
