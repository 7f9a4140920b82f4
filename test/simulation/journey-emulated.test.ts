import { describe, expect, it } from 'vitest';
import { openDynamoTwin } from '../support/store-twins.ts';
import { canonical } from './canonical.ts';
import { liveThrough, setTheScene } from './journey.ts';
import { QueueTransport } from './queue-transport.ts';
import { createRandom } from './random.ts';
import { tell } from './tell.ts';
import { World } from './world.ts';

const plain = await tell(1, 1);

describe('the same journey on the emulators', () => {
  it('ends the same whatever the order, with every message delivered three times', async () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const random = createRandom(seed);
      const { store, content } = await openDynamoTwin();
      const transport = await QueueTransport.open(3);
      try {
        await setTheScene(new World({ store, transport, random }));
        const world = new World({ store, transport, random, deliveries: 3 });
        await liveThrough(world, random);
        expect(world.deadLetters).toEqual([]);
        expect(canonical(await content(), world.mailer), `seed ${seed}`).toBe(plain.story);
      } finally {
        await transport.close();
      }
    }
  }, 120_000);
});
