export const parts: Record<string, string> = {};
