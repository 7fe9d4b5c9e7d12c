export const executive: Record<string, string> = {};
