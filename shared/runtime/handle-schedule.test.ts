import { expect, test } from 'vitest';
import * as z from 'zod';
import { lambdaContext } from '../../test/support/lambda-context.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { handleSchedule } from './handle-schedule.ts';

const input = z.strictObject({ sweep: z.enum(['deadlines', 'pools']) });

test('a scheduled function runs with what its schedule says', async () => {
  const ran: unknown[] = [];
  const handler = handleSchedule({
    ...watchingObservers(),
    input,
    run: async ({ sweep }, { millisecondsLeft }) => ran.push([sweep, millisecondsLeft()]),
  });
  expect(await handler({ sweep: 'pools' }, lambdaContext(500))).toBeUndefined();
  expect(ran).toEqual([['pools', 500]]);
});

test('what no schedule of ours says is an error, and nothing runs', async () => {
  const ran: unknown[] = [];
  const handler = handleSchedule({ ...watchingObservers(), input, run: async (said) => ran.push(said) });
  await expect(handler({ sweep: 'everything' }, lambdaContext())).rejects.toThrow('ZodError');
  await expect(handler({}, lambdaContext())).rejects.toThrow('ZodError');
  expect(ran).toEqual([]);
});

test('a failing run fails the call, so that the schedule tries again', async () => {
  const run = async () => {
    throw new RangeError('marked');
  };
  const handler = handleSchedule({ ...watchingObservers(), input, run });
  await expect(handler({ sweep: 'pools' }, lambdaContext())).rejects.toThrow(/^RangeError at/);
});
