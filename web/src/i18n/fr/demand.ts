export const demand: Record<string, string> = {};
