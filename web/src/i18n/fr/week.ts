export const week: Record<string, string> = {};
