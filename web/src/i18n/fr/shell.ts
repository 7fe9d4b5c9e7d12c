export const shell: Record<string, string> = {};
