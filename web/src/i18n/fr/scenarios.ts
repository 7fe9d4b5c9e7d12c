export const scenarios: Record<string, string> = {};
