/**
 * `npm run load -- [--visitors N] [--seconds S]`: so many people at once ask for help or give, page by page, on a local
 * stack of their own. Afterwards each asks with their reference and code where things stand, and each gift must have
 * its receipt. Prints one JSON line; exits 1 when a page failed, was slow, or something is lost.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readMail } from '../browser/people.ts';
import { openStack } from '../browser/stack.ts';
import { Crowd } from './crowd.ts';

const bars = { failed: 0, lost: 0, doubled: 0, slowestOfTwenty: 1_000 } as const;

const { values } = parseArgs({
  options: { visitors: { type: 'string', default: '50' }, seconds: { type: 'string', default: '60' } },
});
const [visitors, seconds] = [Number(values.visitors), Number(values.seconds)];

/** Of a hundred milliseconds sorted, the one that so many do not exceed. */
const percentile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);

const stack = await openStack({ log: console.error });
try {
  const crowd = new Crowd(stack.urls);
  const over = Date.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: visitors }, async (_, index) => {
      // People come one after another, not with one bang.
      await wait((index * 5_000) / visitors);
      for (let turn = index; Date.now() < over; turn += 1) await (turn % 2 === 0 ? crowd.askForHelp() : crowd.give());
    }),
  );
  await stack.idle(120_000);
  const receipts = (await readMail(stack.urls)).map(({ to }) => to);
  const countOf = (email: string): number => receipts.filter((to) => to === email).length;
  const times = crowd.times.toSorted((a, b) => a - b);
  const lostReferrals = await crowd.referralsNotFound();
  const result = {
    visitors,
    seconds,
    pages: times.length,
    referrals: crowd.referrals.length,
    gifts: crowd.givers.length,
    failed: crowd.failures.length,
    lost: lostReferrals.length + crowd.givers.filter((email) => countOf(email) === 0).length,
    doubled: crowd.givers.filter((email) => countOf(email) > 1).length,
    milliseconds: { median: percentile(times, 0.5), p95: percentile(times, 0.95), slowest: times.at(-1) },
  };
  const holds =
    crowd.referrals.length > 0 &&
    crowd.givers.length > 0 &&
    result.failed <= bars.failed &&
    result.lost <= bars.lost &&
    result.doubled <= bars.doubled &&
    result.milliseconds.p95 <= bars.slowestOfTwenty;
  for (const failure of crowd.failures.slice(0, 10)) console.error(failure);
  console.log(JSON.stringify({ ...result, holds }));
  if (!holds) process.exitCode = 1;
} finally {
  await stack[Symbol.asyncDispose]();
}
