import { expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { newCoverage } from './coverage.ts';
import { Faults, usualRates } from './faults.ts';
import { Queues } from './queues.ts';

const body = '{"id":"commit-1","type":"uk.sponsored-places.donation.cleared.v1"}';

it('sends a spoilt message again as it was meant, though two calls had it in hand and one was done with it', () => {
  let now = 0;
  const faults = new Faults(newCoverage(), createRandom(1), { ...usualRates, poison: 1 });
  const queues = new Queues(faults, () => now);
  queues.send('allocation', { body, group: 'pool' });
  faults.calm = true;
  const receive = () => {
    const received = queues.receive('allocation', { ...createRandom(1), below: () => 9 });
    now += 61_000;
    return received;
  };
  const [first, second] = [receive(), receive()];
  for (const received of [first, second]) {
    for (const message of received) if (message.body !== body) queues.bury('allocation', message);
    queues.finish('allocation', received, new Set());
  }
  expect(queues.deadLetters).toHaveLength(2);
  expect(queues.sendAgain(2)).toBe(2);
  expect(receive().map((message) => message.body)).toEqual([body, body]);
});
