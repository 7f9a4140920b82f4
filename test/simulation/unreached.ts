/** Edges of the tables that no command takes yet, and who will. One that is taken after all fails the long run. */
export const unreached: Readonly<Record<string, string>> = {};
