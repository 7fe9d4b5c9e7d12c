/**
 * Where the entity of a finding is looked at: an item has its page, everything else is a search in its table.
 * An entity of several keys is searched by its first part, which the table's search finds in any column.
 */
export function entityLink(table: string, entity: string): string {
  if (table === "items" || table === "item_attributes") return `/data/items/${encodeURIComponent(firstPart(entity))}`;
  return `/data/tables/${table}${entity ? `?search=${encodeURIComponent(firstPart(entity))}` : ""}`;
}

export function firstPart(entity: string): string {
  return entity.split(/\s*(?: \/ | → | > |, |; |\|)\s*/)[0]!.trim();
}
