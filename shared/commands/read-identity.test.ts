import { describe, expect, it } from 'vitest';
import { client, putOfferedCase } from '../../test/support/offered-case.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { asha, cora, fay, interrupting, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import { asTherapist } from '../domain/answer-offer.ts';
import { remove } from '../domain/decision.ts';
import type { Purpose } from '../domain/release.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { readIdentity } from './read-identity.ts';

const about = `referral/${idOf.referral(1)}` as const;
const asking = (purpose: Purpose) => ({ personId: idOf.person(1), about, purpose });

/** An office that notes what the trail held at each moment the vault was opened. */
async function openWatchedOffice(refuses = false) {
  const memory = new MemoryStore();
  const store = interrupting(memory, async ([decision]) =>
    refuses && decision?.did === 'read-identity' ? { ok: false, why: 'conflict', what: 'a test' } : undefined,
  );
  const office = openOffice(store);
  await putOfferedCase(office);
  const opened: { readonly fields: readonly string[]; readonly trail: readonly string[] }[] = [];
  const vault: typeof office.deps.vault = {
    ...office.deps.vault,
    open: async (identity, key, fields) => {
      const { items } = await memory.history(about, { limit: 10 });
      opened.push({ fields, trail: items.map(({ did, why, by }) => `${did} ${why} by ${by.id}`) });
      return office.deps.vault.open(identity, key, fields);
    },
  };
  return { ...office, memory, opened, deps: { ...office.deps, vault } };
}

describe('reading somebody’s identity', () => {
  it('ASVS 16.2.1 is in the trail before it is opened: who, of what, and what for', async () => {
    const { deps, opened } = await openWatchedOffice();
    whatOf(await readIdentity(deps, asking('call-client'), asha));
    whatOf(await readIdentity(deps, asking('begin-therapy'), asTherapist(idOf.therapist(1))));
    expect(opened.map(({ trail }) => trail)).toEqual([
      ['read-identity call-client by asha'],
      ['read-identity call-client by asha', `read-identity begin-therapy by ${idOf.therapist(1)}`],
    ]);
  });

  it('ASVS 8.2.3, 15.3.1 opens only what the step needs', async () => {
    const { deps, opened } = await openWatchedOffice();
    const { name, phone, email } = client;
    expect(whatOf(await readIdentity(deps, asking('arrange-therapist'), cora))).toEqual({ name, phone, email });
    expect(opened.map(({ fields }) => fields)).toEqual([['name', 'phone', 'email']]);
  });

  it.each([
    ['begin-therapy', cora],
    ['call-client', fay],
    ['call-client', asTherapist(idOf.therapist(1))],
    ['safeguarding', asha],
    ['send-mail', cora],
    ['call-client', { id: 'nobody', roles: [] }],
  ] as const)(
    'ASVS 8.2.3 for %s is refused to %o: nothing is opened, and nothing is in the trail',
    async (purpose, by) => {
      const { deps, opened, memory } = await openWatchedOffice();
      expect(refusalOf(await readIdentity(deps, asking(purpose), by))).toEqual({ code: 'not-allowed', passed: false });
      expect(opened).toEqual([]);
      expect((await memory.history(about, { limit: 10 })).items).toEqual([]);
    },
  );

  it('of a person who was erased finds nobody', async () => {
    const { deps, opened, put, read } = await openWatchedOffice();
    await put(remove(await read('identity-key', idOf.person(1))));
    expect(refusalOf(await readIdentity(deps, asking('call-client'), asha))).toEqual({
      code: 'not-found',
      passed: false,
    });
    expect(opened).toEqual([]);
  });

  it('ASVS 16.5.3 does not happen when it cannot be written down', async () => {
    const { deps, opened } = await openWatchedOffice(true);
    await expect(readIdentity(deps, asking('call-client'), asha)).rejects.toThrow('audited before it happens');
    expect(opened).toEqual([]);
  });

  it('leaves nothing of the person in the trail', async () => {
    const { deps, memory } = await openWatchedOffice();
    whatOf(await readIdentity(deps, asking('call-client'), asha));
    expect(JSON.stringify(memory.export().audit)).not.toMatch(/mark/i);
  });
});
