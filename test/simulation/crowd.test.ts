import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { Crowd } from './crowd.ts';
import { faultsIn } from './invariants.ts';
import { createRandom } from './random.ts';
import { MemoryTransport } from './transport.ts';
import { World } from './world.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('many referrals and gifts at once, every message delivered three times in an order of chance', () => {
  it.each(seeds)('keeps every invariant (seed %i)', async (seed) => {
    const store = new MemoryStore();
    const random = createRandom(seed);
    const world = new World({ store, transport: new MemoryTransport(3), random, deliveries: 2 });
    const crowd = new Crowd(world, random);
    await crowd.setTheScene();
    for (let turn = 0; turn < 400; turn += 1) {
      if (random.below(3) === 0) await crowd.act();
      else await world.deliverOne();
    }
    for (let round = 0; round < 3; round += 1) {
      await world.drain();
      world.advance({ minutes: 16 });
      await world.sweep();
    }
    await world.drain();
    expect(world.edgeFaults).toEqual([]);
    expect(world.deadLetters.map(({ fact }) => fact.type)).toEqual([]);
    expect(faultsIn(store.export())).toEqual([]);
  });

  it('comes to every state of a place that this release can reach', async () => {
    const reached = new Set<string>();
    for (const seed of seeds) {
      const store = new MemoryStore();
      const random = createRandom(seed);
      const world = new World({ store, transport: new MemoryTransport(1), random });
      const crowd = new Crowd(world, random);
      await crowd.setTheScene();
      for (let turn = 0; turn < 300; turn += 1) await (random.below(3) === 0 ? crowd.act() : world.deliverOne());
      for (const { kind, value } of store.export().records)
        if (kind === 'place' && 'state' in value) reached.add(value.state);
    }
    expect([...reached].toSorted()).toEqual([
      'allocated',
      'approved',
      'cancelled',
      'rejected',
      'requested',
      'reserved',
    ]);
  });
});
