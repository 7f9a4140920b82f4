import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { canonical } from './canonical.ts';
import { CrashPoint } from './crashing.ts';
import { liveThrough, setTheScene } from './journey.ts';
import { createRandom } from './random.ts';
import { World } from './world.ts';

interface Told {
  readonly story: string;
  readonly crash: CrashPoint;
  readonly world: World;
}

async function tell(seed: number, deliveries: number, crash = new CrashPoint()): Promise<Told> {
  const store = new MemoryStore();
  const random = createRandom(seed);
  const scene = new World({ store, random });
  await setTheScene(scene);
  const world = new World({ store, random, deliveries, crash });
  await liveThrough(world, random);
  expect(world.deadLetters).toEqual([]);
  return { story: canonical(store.export(), world.mailer), crash, world };
}

const plain = await tell(1, 1);

describe('one referral meets one donation', () => {
  it('ends with a therapist, a paid hold, and everybody told once', () => {
    const { story } = plain;
    expect(story).toContain('"kind":"place"');
    expect(story).toMatch(/"state":"allocated"/);
    expect(story).toMatch(/"free":42000/);
    expect(story.match(/^donor-thank-you/gm)).toHaveLength(1);
    expect(story.match(/^therapist-offer /gm)).toHaveLength(2);
    expect(story.match(/^client-therapist-found/gm)).toHaveLength(1);
  });

  it('ends the same whatever the order, with every message delivered three times', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { story } = await tell(seed, 3);
      expect(story, `seed ${seed}`).toBe(plain.story);
    }
  });
});

describe('a process killed at any call of the journey', () => {
  const points = plain.crash.calls.length;

  it.each(['before', 'after'] as const)('%s the call, ends the same after restart and redelivery', async (when) => {
    expect(points).toBeGreaterThan(100);
    for (let at = 1; at <= points; at += 1) {
      const crash = new CrashPoint(at, when);
      const { story } = await tell(1, 1, crash);
      expect(crash.died, `point ${at}`).toBe(true);
      expect(story, `killed ${when} call ${at}: ${plain.crash.calls[at - 1]}`).toBe(plain.story);
    }
  });
});
