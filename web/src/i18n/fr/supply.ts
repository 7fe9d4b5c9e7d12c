export const supply: Record<string, string> = {};
