import { describe, expect, it } from 'vitest';
import { credentialsThrough, therapist } from '../../test/support/case-samples.ts';
import { putOfferedCase } from '../../test/support/offered-case.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { cora, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { moveMembership, renewCredentials, withdrawOffers } from './membership.ts';
import { sweepDeadlines } from './sweep.ts';

const id = idOf.therapist(1);

async function openWithOffer(but: Parameters<typeof putOfferedCase>[1] = {}) {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await putOfferedCase(office, but);
  const seen = async () => (await memory.get('therapist', id))?.version ?? 0;
  const stateOf = async () => (await memory.get('therapist', id))?.value.state;
  return { ...office, memory, seen, stateOf };
}

describe('suspending a therapist', () => {
  it.each(['offered', 'acknowledged'] as const)(
    'takes an offer back that is %s, and looks for the next',
    async (state) => {
      const { deps, memory, seen } = await openWithOffer({ allocation: { state } });
      const input = { therapistId: id, seen: await seen(), to: 'suspended', why: 'a concern' } as const;
      whatOf(await moveMembership(deps, input, cora));
      whatOf(await withdrawOffers(deps, id));
      expect((await memory.get('allocation', idOf.allocation(1)))?.value.state).toBe('revoked');
      expect((await memory.get('search', idOf.referral(1)))?.value).toMatchObject({ state: 'seeking', past: [id] });
      expect((await memory.get('therapist', id))?.value.offers).toBe(0);
    },
  );

  it('heard of twice, or too late, does nothing more', async () => {
    const { deps, memory, seen } = await openWithOffer();
    whatOf(await withdrawOffers(deps, id));
    expect((await memory.get('allocation', idOf.allocation(1)))?.value.state).toBe('offered');
    whatOf(await moveMembership(deps, { therapistId: id, seen: await seen(), to: 'suspended', why: 'a' }, cora));
    for (const _ of [1, 2]) whatOf(await withdrawOffers(deps, id));
    expect((await memory.get('therapist', id))?.value.offers).toBe(0);
  });

  it('is tried again while an offer that counts is in no list yet', async () => {
    const { deps } = await openWithOffer({ therapist: { state: 'suspended', offers: 2, capacity: 3 } });
    expect(refusalOf(await withdrawOffers(deps, id))).toEqual({ code: 'wrong-state', passed: false });
  });

  it('is refused on a page that is out of date', async () => {
    const { deps, seen } = await openWithOffer();
    const old = (await seen()) - 1;
    const outcome = await moveMembership(deps, { therapistId: id, seen: old, to: 'suspended', why: 'a' }, cora);
    expect(refusalOf(outcome)).toEqual({ code: 'changed-meanwhile', passed: false });
  });
});

describe('the sweep', () => {
  it('asks for new papers once, and finds nothing more to do until they are there', async () => {
    const { deps, memory, seen, stateOf } = await openWithPapersThrough('2027-03-20');
    expect(await sweepDeadlines(deps)).toEqual({ done: 1, refused: [] });
    expect(await stateOf()).toBe('renewal-due');
    expect(await sweepDeadlines(deps)).toEqual({ done: 0, refused: [] });
    const tasks = () => memory.list('task', 'tasks/coordinator', { limit: 9 });
    expect((await tasks()).items.map(({ value }) => value.kind)).toEqual(['renew-credentials']);
    const papers = therapist({ credentials: credentialsThrough('2029-01-01') }).value.credentials;
    whatOf(await renewCredentials(deps, { therapistId: id, seen: await seen(), papers }, cora));
    expect(await stateOf()).toBe('member');
    expect((await tasks()).items).toEqual([]);
  });
});

async function openWithPapersThrough(day: string) {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await office.putNew(therapist({ offers: 0, credentials: credentialsThrough(day) }));
  const seen = async () => (await memory.get('therapist', id))?.version ?? 0;
  const stateOf = async () => (await memory.get('therapist', id))?.value.state;
  return { ...office, memory, seen, stateOf };
}
