import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import type { Decision } from '../domain/decision.ts';
import { BreaksSchema } from '../store/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { decideAndCommit } from './decide-and-commit.ts';

const decision: Decision = {
  about: 'referral/ref_00000001',
  did: 'try-out',
  why: 'a test',
  by: { id: 'system', roles: ['system'] },
  at: Instant.parse('2027-03-01T10:00:00.000Z'),
  changes: [],
  relies: [],
  entries: [],
  facts: [],
};

/** A store that answers the first commits as told, and then truly. */
function answering(...answers: readonly (Error | undefined)[]) {
  const store = new MemoryStore();
  const left = [...answers];
  const commit: MemoryStore['commit'] = async (decisions) => {
    const answer = left.shift();
    if (answer !== undefined) throw answer;
    return MemoryStore.prototype.commit.call(store, decisions);
  };
  return Object.assign(store, { commit });
}

const tell = async (store: MemoryStore) => {
  let turns = 0;
  const told = decideAndCommit({ store, pause: async () => undefined }, async () => {
    turns += 1;
    return { ok: true, value: { decisions: [decision], value: 'done' } };
  });
  return { told: await told.catch((error: unknown) => error), turns };
};

describe('a decision whose records were read while somebody else wrote them', () => {
  it('is made again when it makes no sense', async () => {
    const torn = new BreaksSchema('therapist thr_00000001', 'offers below nothing');
    expect(await tell(answering(torn, torn))).toEqual({ told: { ok: true, value: 'done' }, turns: 3 });
  });

  it('is a fault when it makes no sense time after time', async () => {
    const broken = new BreaksSchema('therapist thr_00000001', 'offers below nothing');
    const { told, turns } = await tell(answering(...Array<Error>(9).fill(broken)));
    expect([told, turns]).toEqual([broken, 6]);
  });

  it('is not made again when the database failed: it may have happened', async () => {
    const lost = new Error('no answer');
    expect(await tell(answering(lost))).toEqual({ told: lost, turns: 1 });
  });
});
