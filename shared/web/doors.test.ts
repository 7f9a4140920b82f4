import { beforeEach, describe, expect, test } from 'vitest';
import { Instant } from '../../events/values.ts';
import { settings } from '../../test/support/sample-ids.ts';
import { later } from '../domain/office-days.ts';
import { createMemoryCounter } from '../store/counter.ts';
import { createDoors, type DoorsOptions } from './doors.ts';
import { createWebApp, type Failure } from './http.ts';

let now: Instant;
let failures: Failure[];
let counter: ReturnType<typeof createMemoryCounter>;
beforeEach(() => {
  now = Instant.parse('2027-03-01T10:05:00.000Z');
  failures = [];
  counter = createMemoryCounter();
});

const doors = { ...settings.doors, code: { most: 3, minutes: 15 }, giving: { most: 1, minutes: 60 } };

function open(changes: Partial<DoorsOptions> = {}) {
  const reportFailure = (failure: Failure) => failures.push(failure);
  const guard = createDoors({
    doors,
    count: counter,
    secret: 'a secret of the front, long enough',
    visitorsPerAddress: 1,
    now: () => now,
    reportFailure,
    ...changes,
  });
  const app = createWebApp({
    renderProblem: ({ title, paragraphs }) => [title, ...paragraphs].join(' '),
    reportFailure,
  });
  app.post('/status', guard('code'), (c) => c.text('in'));
  app.post('/give', guard('giving'), (c) => c.text('in'));
  const knock = async (from?: string, path = '/status') =>
    app.request(path, { method: 'POST', headers: from === undefined ? {} : { 'x-visitor-address': from } });
  return async (times: number, from?: string, path?: string) => {
    const answers: Response[] = [];
    for (let time = 0; time < times; time += 1) answers.push(await knock(from, path));
    return answers;
  };
}

const statuses = (answers: readonly Response[]) => answers.map(({ status }) => status);

describe('a door', () => {
  test('ASVS 2.4.1 and 6.3.1 lets so many in from one place, and tells the others kindly when to come back', async () => {
    const answers = await open()(4, '203.0.113.7');
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    const refusal = answers[3];
    expect(refusal?.headers.get('Retry-After')).toBe('600');
    expect(await refusal?.text()).toMatch(/Please wait a little .*It may not have been you.*try again in a quarter/);
  });

  test('ASVS 15.4.2 lets no more in when they come at one moment', async () => {
    const knock = open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => knock(1, '203.0.113.7')));
    expect(statuses(answers.flat()).filter((status) => status === 200)).toHaveLength(3);
  });

  test('is open again when the time is over', async () => {
    const knock = open();
    await knock(4, '203.0.113.7');
    now = later(now, { minutes: 10 });
    expect(statuses(await knock(1, '203.0.113.7'))).toEqual([200]);
  });

  test('is nobody else’s: another place and another door are counted by themselves', async () => {
    const knock = open();
    await knock(4, '203.0.113.7');
    expect(statuses(await knock(1, '203.0.113.8'))).toEqual([200]);
    expect(statuses(await knock(2, '203.0.113.7', '/give'))).toEqual([200, 429]);
  });

  test('counts all who come without an address as one place', async () => {
    const knock = open();
    expect(statuses([...(await knock(2)), ...(await knock(2, 'nonsense'))])).toEqual([200, 200, 200, 429]);
  });

  test('is as wide as there are people behind one address', async () => {
    expect(statuses(await open({ visitorsPerAddress: 4 })(13, '127.0.0.1')).indexOf(429)).toBe(12);
  });

  test('keeps no address, and no name that stays the same for two days or under another secret', async () => {
    await open()(1, '203.0.113.7');
    const [first = ''] = counter.counts.keys();
    expect(first).toMatch(/^count#code\.\d+\.[\w-]{43}$/);
    const nameOf = (key: string) => key.split('.').at(-1);
    now = later(now, { days: 1 });
    await open()(1, '203.0.113.7');
    await open({ secret: 'another secret of the front, as long' })(1, '203.0.113.7');
    expect(new Set([...counter.counts.keys()].map(nameOf)).size).toBe(3);
    expect(JSON.stringify([...counter.counts.keys()])).not.toContain('203');
  });

  test('ASVS 16.5.2 lets everybody in while it cannot count, and we hear of it', async () => {
    const broken = async () => {
      throw new Error('no table');
    };
    expect(statuses(await open({ count: broken })(5, '203.0.113.7'))).toEqual([200, 200, 200, 200, 200]);
    expect(failures).toHaveLength(5);
    expect(failures[0]).toMatchObject({ method: 'POST', route: '/status' });
  });
});
