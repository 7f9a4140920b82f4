import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { lambdaContext } from '../../test/support/lambda-context.ts';
import { watchingObservers } from '../../test/support/watching-observers.ts';
import { wrapHandler } from './wrap-handler.ts';

test('the work gets the event and the time left, and its answer is the handler’s', async () => {
  const observers = watchingObservers();
  const handler = wrapHandler(observers, async (event, { millisecondsLeft }) => [event, millisecondsLeft()]);
  expect(await handler({ one: 1 }, lambdaContext(1234))).toEqual([{ one: 1 }, 1234]);
  expect(observers.invocations).toEqual([lambdaContext().awsRequestId]);
});

test('counts are published once an invocation, also when it fails', async () => {
  const observers = watchingObservers();
  let fails = false;
  const handler = wrapHandler(observers, async () => {
    observers.metrics.count('MessagesHandled', 2);
    if (fails) throw new Error('no');
  });
  await handler({}, lambdaContext());
  fails = true;
  await expect(handler({}, lambdaContext())).rejects.toThrow('Error at shared/runtime/wrap-handler.test.ts');
  expect(observers.published).toEqual([{ MessagesHandled: 2 }, { MessagesHandled: 2 }]);
});

test('ASVS 16.2.5, 16.3.4, 16.5.4 an error leaves without its message, cause or fields', async () => {
  const observers = watchingObservers();
  const handler = wrapHandler(observers, async () => {
    throw Object.assign(new TypeError('marked message', { cause: new Error('marked cause') }), { item: 'marked item' });
  });
  const error = await handler({}, lambdaContext()).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: 'InvocationFailed', message: expect.stringMatching(/^TypeError at shared/) });
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('marked');
  expect(JSON.stringify(error)).not.toContain('marked');
  expect(observers.lines).toMatchObject([{ level: 'error', message: 'invocation failed' }]);
});
