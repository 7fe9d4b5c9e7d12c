export const family: Record<string, string> = {};
