export const data: Record<string, string> = {};
