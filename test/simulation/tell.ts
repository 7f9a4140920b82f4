import { expect } from 'vitest';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { canonical } from './canonical.ts';
import { CrashPoint } from './crashing.ts';
import { liveThrough, setTheScene } from './journey.ts';
import { createRandom } from './random.ts';
import { MemoryTransport } from './transport.ts';
import { World } from './world.ts';

/** One telling of the journey: what it came to, and every call that was made on the way. */
export interface Told {
  readonly story: string;
  readonly crash: CrashPoint;
  readonly world: World;
}

/** Tells the journey in memory. */
export async function tell(seed: number, deliveries: number, crash = new CrashPoint()): Promise<Told> {
  const store = new MemoryStore();
  const random = createRandom(seed);
  await setTheScene(new World({ store, transport: new MemoryTransport(1), random }));
  const world = new World({ store, transport: new MemoryTransport(deliveries), random, deliveries, crash });
  await liveThrough(world, random);
  expect(world.deadLetters).toEqual([]);
  return { story: canonical(store.export(), world.mailer), crash, world };
}
