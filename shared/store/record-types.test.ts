import { describe, expect, it } from 'vitest';
import { recordTypes } from './record-types.ts';
import { listedTables } from './tables.ts';

describe('what deletes itself', () => {
  it('is a draft, a link in a mail or a sign-in, and never what somebody submitted', () => {
    const expiring = Object.entries(recordTypes).filter(([, type]) => 'expires' in type);
    expect(expiring.map(([kind]) => kind).toSorted()).toEqual(['draft', 'sign-in-index', 'sign-in-session', 'token']);
  });

  it('lies in a table of its own, so that no other record can be deleted with it', () => {
    for (const [kind, type] of Object.entries(recordTypes)) {
      expect(type.table === 'visits', kind).toBe('expires' in type);
    }
  });
});

describe('what is listed', () => {
  it('lies in a table with the index of lists, which the twin in memory would not miss', () => {
    const listing = Object.values(recordTypes).filter((type) => 'list' in type);
    const listed = new Set(listing.map(({ table }) => table));
    expect([...listed].toSorted()).toEqual(listedTables.filter((table) => table !== 'audit').toSorted());
  });
});
