import { describe, expect, it } from 'vitest';
import type { Store } from '../../shared/store/interface.ts';
import corpus from './corpus.json' with { type: 'json' };
import { shrink } from './shrink.ts';
import { simulate } from './simulate-seed.ts';

const steps = 600;

describe('histories that broke something once, or were picked to be told for ever', () => {
  it.each(corpus)(
    'keep every invariant with every fault on (seed %i)',
    async (seed) => {
      const { violation } = await simulate({ seed, steps });
      expect(violation).toBeUndefined();
    },
    120_000,
  );
});

describe('a history', () => {
  it('is the same for the same seed, byte for byte, and another for another', async () => {
    const [one, again, other] = [
      await simulate({ seed: 7, steps: 150 }),
      await simulate({ seed: 7, steps: 150 }),
      await simulate({ seed: 8, steps: 150 }),
    ];
    expect([again.hash, again.steps]).toEqual([one.hash, one.steps]);
    expect(other.hash).not.toBe(one.hash);
  });

  it('can be told again from its turns', async () => {
    const { turns, hash } = await simulate({ seed: 7, steps: 100 });
    expect((await simulate({ seed: 7, steps: 100, turns })).hash).toBe(hash);
  });
});

/** A store that forgets the lots of decisions whose journal entries are named so. */
const losing =
  (entries: string) =>
  (store: Store): Store =>
    new Proxy(store, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (property !== 'commit') return typeof member === 'function' ? member.bind(target) : member;
        const commit: Store['commit'] = (decisions) =>
          target.commit(
            decisions.map((decision) =>
              decision.entries.some(({ id }) => id.startsWith(entries))
                ? { ...decision, changes: decision.changes.filter(({ kind }) => kind !== 'lot') }
                : decision,
            ),
          );
        return commit;
      },
    });

describe('a planted fault', () => {
  it('is found, by the number of what it broke: a release whose money is lost', async () => {
    const { violation } = await simulate({ seed: 1, steps: 3000, plant: losing('release:') });
    expect(violation?.faults[0]).toMatch(/^[24]: /);
  }, 60_000);

  it('comes with the shortest history found: a gift whose money is lost', async () => {
    // A town that begins with nothing: the first gift of the history is the first of all.
    const script = { seed: 3, steps: 500, plant: losing('donation:') };
    const history = await simulate(script);
    expect(history.violation?.faults[0]).toMatch(/^4: /);
    const shrunk = await shrink(history, script, 10_000);
    expect(shrunk.violation?.faults[0]).toMatch(/^4: /);
    expect(shrunk.turns.length).toBeLessThan(history.turns.length);
  }, 60_000);
});
