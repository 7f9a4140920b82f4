/**
 * Names and keys of the tables: what the template creates and the store uses. A deployed table's real name comes from
 * the environment; these are the logical ones. Every table has the same key; its meaning stands in the table's file.
 */
export const tables = ['cases', 'money', 'ledger', 'mail', 'visits', 'identities', 'identity-keys', 'audit'] as const;
export type TableName = (typeof tables)[number];

export const key = { partition: 'pk', sort: 'sk' } as const;

/** The index for pages and sweeps, on the tables that have lists to show. */
export const listIndex = { name: 'by-list', partition: 'list', sort: 'at' } as const;
export const listedTables = ['cases', 'money', 'ledger', 'mail', 'audit'] as const satisfies readonly TableName[];

/** Epoch seconds after which the item may be deleted. Only drafts, tokens and sign-in sessions have one. */
export const expiryAttribute = 'expiresAt';
export const expiringTables = ['visits'] as const satisfies readonly TableName[];
