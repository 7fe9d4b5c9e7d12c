export const finance: Record<string, string> = {};
