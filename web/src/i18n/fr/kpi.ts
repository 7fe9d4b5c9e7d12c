export const kpi: Record<string, string> = {};
