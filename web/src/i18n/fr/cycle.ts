export const cycle: Record<string, string> = {};
