export const product: Record<string, string> = {};
