export const people: Record<string, string> = {};
