import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { storeOf } from '../../test/grants/store-of.ts';
import { edgeFaults, faultsAnytime } from '../../test/simulation/invariants.ts';
import { assessment, credentialsThrough, place, referral, therapist } from '../../test/support/case-samples.ts';
import { generalFundId, idOf, poolId } from '../../test/support/sample-ids.ts';
import { asha, cora, interrupting, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { acceptOffer } from '../domain/answer-offer.ts';
import { change } from '../domain/decision.ts';
import { balances } from '../domain/journal.ts';
import { later } from '../domain/office-days.ts';
import { type Session, SessionOutcome } from '../domain/session.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { loadOffer } from './answer-offer.ts';
import { approvePlace } from './approve.ts';
import { recordReadiness } from './assess.ts';
import { followUpAssessment, recordDeath, unwindReferral, withdrawReferral } from './intake.ts';
import { loadSessions } from './load-case.ts';
import { offerCase } from './offer.ts';
import { approveRequest } from './requests.ts';
import { runAllocationPass } from './run-allocation-pass.ts';
import { correctSession, payShortSessions, recordSession, reviewSession } from './sessions.ts';
import { sweepDeadlines } from './sweep.ts';
import { changeTherapist, endTherapy, pausePlace, reduceBlock, resumePlace } from './therapy.ts';

const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const dora: Actor = { id: 'dora', roles: ['coordinator-deputy'] };
const referralId = idOf.referral(1);
const placeId = idOf.place(1);

/** A day in February; therapy may begin on its first. */
const day = (n: number) => LocalDate.parse(`2027-02-${String(n).padStart(2, '0')}`);

/** An office with one case that a therapist has accepted, its block of £300 held from gifts of £60. */
async function openTherapy() {
  const memory = new MemoryStore();
  const faults: string[] = [];
  const office = openOffice(
    interrupting(memory, async (decisions) => void faults.push(...decisions.flatMap(edgeFaults))),
  );
  const { deps } = office;
  await office.putNew(referral(), assessment(), place('requested', { holds: 0 }));
  await office.putNew(therapist({ offers: 0 }, 1), therapist({ offers: 0 }, 2));
  for (let n = 1; n <= 5; n += 1) await office.give(n, 6000);
  await runAllocationPass(deps, poolId);
  whatOf(await approvePlace(deps, { placeId, seen: (await office.read('place', placeId)).version }, cora));

  /** Whoever is asked next accepts, a month ago. */
  const accept = async () => {
    whatOf(await offerCase(deps, referralId));
    const live = (await office.read('search', referralId)).value.live;
    const offered = live && (await loadOffer(office.store, live));
    if (!offered) return;
    const accepted = whatOf(acceptOffer(offered, deps.now(), deps.settings));
    const early = accepted.changes.map((made) =>
      made.kind === 'allocation' && made.after !== undefined
        ? { ...made, after: { ...made.after, answeredAt: later(deps.now(), { days: -28 }) } }
        : made,
    );
    await office.store.commit([{ ...accepted, changes: early }]);
  };
  await accept();

  let minted = 0;
  return {
    ...office,
    memory,
    accept,
    edges: faults,
    sessionId: (n: number) => idOf.session(n),
    record: (n: number, outcome: SessionOutcome, by: Actor = terry) => {
      minted += 1;
      return recordSession(deps, { referralId, sessionId: idOf.session(minted), on: day(n), outcome }, by);
    },
    seen: async () => (await office.read('place', placeId)).version,
    sessions: () => loadSessions(office.store, referralId),
    placeNow: async () => (await office.read('place', placeId)).value,
    /** What the journal says of an account, credit positive. */
    booked: (account: Parameters<ReturnType<typeof balances>['get']>[0]) =>
      Math.abs(balances(memory.export().journal).get(account) ?? 0),
  };
}

type Therapy = Awaited<ReturnType<typeof openTherapy>>;

const payable = (n: number) => `therapist:${idOf.therapist(n)}:payable` as const;
const free = `fund:${generalFundId}:free` as const;
const held = `fund:${generalFundId}:held` as const;

let site: Therapy;
beforeEach(async () => {
  site = await openTherapy();
});

/** What the sessions say that therapists are owed, in pence. */
const owed = (sessions: readonly { readonly value: Session }[]): number =>
  sessions.flatMap(({ value }) => value.takes).reduce((sum, { amount }) => sum + amount, 0);

describe('a session', () => {
  it('is paid from what is held; what the block cannot need goes back, for which the allocator is woken', async () => {
    whatOf(await site.record(3, 'attended'));
    expect(site.booked(payable(1))).toBe(4500);
    const { items } = await site.store.history(`referral/${referralId}`, { limit: 1, newestFirst: true });
    expect(items[0]?.facts.map(({ type }) => type)).toContain('uk.sponsored-places.place.begun.v1');
    await runAllocationPass(site.deps, poolId);
    expect([site.booked(held), site.booked(free)]).toEqual([22_500, 3000]);
    expect(faultsAnytime(site.memory.export())).toEqual([]);
  });

  it('sent twice is one; another one under the same id is refused', async () => {
    const input = { referralId, sessionId: site.sessionId(40), on: day(3), outcome: 'attended' as const };
    whatOf(await recordSession(site.deps, input, terry));
    const before = JSON.stringify(site.memory.export());
    whatOf(await recordSession(site.deps, input, terry));
    const other = await recordSession(site.deps, { ...input, outcome: 'late' }, terry);
    expect(refusalOf(other)).toEqual({ code: 'used-already', passed: true });
    expect(JSON.stringify(site.memory.export())).toBe(before);
  });

  it('recorded by its therapist and a coordinator at once is one', async () => {
    const both = await Promise.all([site.record(3, 'attended'), site.record(3, 'attended', cora)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(site.booked(payable(1))).toBe(4500);
  });

  it('of other days, all at once and out of order, are all paid once', async () => {
    for (const made of await Promise.all([9, 3, 7, 5].map((n) => site.record(n, 'attended')))) whatOf(made);
    expect(site.booked(payable(1))).toBe(18_000);
    expect((await site.sessions()).map(({ value }) => value.on)).toEqual([day(3), day(5), day(7), day(9)]);
    expect((await site.read('referral', referralId)).value.clock.endedAt).toBe('2027-02-03T17:00:00.000Z');
  });

  it('is corrected once, from what was seen, and a form sent twice finds it corrected', async () => {
    whatOf(await site.record(3, 'attended'));
    const input = { sessionId: site.sessionId(1), seen: 1, on: day(3), outcome: 'late' as const, why: 'a wrong line' };
    whatOf(await correctSession(site.deps, input, terry));
    whatOf(await correctSession(site.deps, input, terry));
    const stale = { ...input, outcome: 'therapist-cancelled' as const };
    expect(refusalOf(await correctSession(site.deps, stale, cora))).toEqual({
      code: 'changed-meanwhile',
      passed: false,
    });
    expect((await site.sessions())[0]?.value.earlier).toHaveLength(1);
  });

  it('corrected after the end frees its money, which the next pass gives back to its lots', async () => {
    for (const n of [3, 4]) whatOf(await site.record(n, 'attended'));
    whatOf(
      await endTherapy(
        site.deps,
        { referralId, seen: await site.seen(), to: 'completed', why: 'done', spokenTo: true },
        terry,
      ),
    );
    await runAllocationPass(site.deps, poolId);
    expect([site.booked(held), site.booked(free)]).toEqual([0, 21_000]);
    const correction = { sessionId: site.sessionId(2), seen: 1, on: day(4), outcome: 'cancelled-in-time' as const };
    whatOf(await correctSession(site.deps, { ...correction, why: 'a wrong line' }, terry));
    expect(faultsAnytime(site.memory.export())).toEqual([]);
    await runAllocationPass(site.deps, poolId);
    expect([site.booked(held), site.booked(free), site.booked(payable(1))]).toEqual([0, 25_500, 4500]);
  });

  it('held for review is decided on once', async () => {
    const before = await site.read('therapist', idOf.therapist(1));
    const credentials = therapist({ credentials: credentialsThrough('2027-02-02') }).value.credentials;
    await site.put(change(before, { ...before.value, credentials }));
    whatOf(await site.record(3, 'attended'));
    expect(site.booked(payable(1))).toBe(0);
    const input = { sessionId: site.sessionId(1), seen: 1, passes: true };
    whatOf(await reviewSession(site.deps, input, cora));
    expect(refusalOf(await reviewSession(site.deps, input, cora))).toEqual({
      code: 'changed-meanwhile',
      passed: false,
    });
    expect(site.booked(payable(1))).toBe(4500);
  });
});

describe('the life of a place', () => {
  it('goes on with another therapist, who is paid for the sessions left', async () => {
    whatOf(await site.record(3, 'attended'));
    whatOf(await changeTherapist(site.deps, { referralId, seen: await site.seen(), why: 'asked for' }, cora));
    await site.accept();
    const { therapistId } = (await site.placeNow()) as { therapistId?: string };
    expect(therapistId).toBe(idOf.therapist(2));
    whatOf(await site.record(5, 'attended', { id: idOf.therapist(2), roles: ['therapist'] }));
    expect([site.booked(payable(1)), site.booked(payable(2))]).toEqual([4500, 4500]);
    expect(await site.placeNow()).toMatchObject({ state: 'in-use', used: 2, amount: 18_000 });
    expect(faultsAnytime(site.memory.export())).toEqual([]);
  });

  it.each([
    ['withdrawn', () => withdrawReferral(site.deps, referralId, { id: 'client', roles: ['client'] })],
    [
      'died',
      async () => recordDeath(site.deps, { referralId, seen: (await site.read('referral', referralId)).version }, cora),
    ],
  ] as const)('ends when the referral is %s: what was posted stays, the rest goes back', async (state, close) => {
    whatOf(await site.record(3, 'attended'));
    whatOf(await close());
    whatOf(await unwindReferral({ ...site.deps, store: storeOf('handle-referral', site.store) }, referralId));
    await runAllocationPass(site.deps, poolId);
    expect((await site.read('referral', referralId)).value.state).toBe(state);
    expect((await site.placeNow()).state).toBe('ended-early');
    expect([site.booked(held), site.booked(free), site.booked(payable(1))]).toEqual([0, 25_500, 4500]);
    expect(faultsAnytime(site.memory.export())).toEqual([]);
    const mails = (await site.store.list('email', 'emails/requested', { limit: 20 })).items;
    const taken = mails.filter(({ value }) => value.template === 'therapist-case-ended');
    expect(taken).toHaveLength(state === 'died' ? 0 : 1);
  });

  it('ends before therapy when the person is not ready: all goes back, also what was on its way already', async () => {
    whatOf(await reduceBlock(site.deps, { referralId, seen: await site.seen(), fewer: 2, why: 'enough' }, cora));
    const { version: seen } = await site.read('referral', referralId);
    whatOf(await recordReadiness(site.deps, { referralId, seen, isReady: false, why: 'a crisis' }, asha));
    whatOf(await followUpAssessment({ ...site.deps, store: storeOf('handle-assessment', site.store) }, referralId));
    await runAllocationPass(site.deps, poolId);
    expect((await site.placeNow()).state).toBe('cancelled');
    expect([site.booked(held), site.booked(free)]).toEqual([0, 30_000]);
    expect(faultsAnytime(site.memory.export())).toEqual([]);
  });

  it('is refused from a page that is old', async () => {
    whatOf(await site.record(3, 'attended'));
    const seen = (await site.seen()) - 1;
    for (const old of [
      pausePlace(site.deps, { referralId, seen, why: 'a break' }, terry),
      reduceBlock(site.deps, { referralId, seen, fewer: 1, why: 'enough' }, cora),
      endTherapy(site.deps, { referralId, seen, to: 'completed', why: 'done', spokenTo: true }, cora),
    ]) {
      expect(refusalOf(await old)).toEqual({ code: 'changed-meanwhile', passed: false });
    }
  });
});

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      n: fc.integer({ min: 1, max: 28 }),
      outcome: fc.constantFrom(...SessionOutcome.options),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      which: fc.nat(12),
      n: fc.integer({ min: 1, max: 28 }),
      outcome: fc.constantFrom(...SessionOutcome.options),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('review' as const), which: fc.nat(12), passes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reduce' as const), fewer: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lapse' as const), through: fc.integer({ min: 1, max: 28 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('pass', 'pause', 'resume', 'change', 'accept', 'end' as const) }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** One act of somebody who may do it; what is refused is refused. */
async function doIt(here: Therapy, what: Act): Promise<unknown> {
  const { deps } = here;
  const seen = await here.seen();
  const theirs = { referralId, seen, why: 'a reason' };
  if (what.do === 'record') return here.record(what.n, what.outcome, cora);
  if (what.do === 'correct' || what.do === 'review') {
    const session = (await here.sessions())[what.which];
    if (session === undefined) return undefined;
    const input = { sessionId: session.value.id, seen: session.version };
    if (what.do === 'review') return reviewSession(deps, { ...input, passes: what.passes }, cora);
    return correctSession(deps, { ...input, on: day(what.n), outcome: what.outcome, why: 'a wrong line' }, cora);
  }
  if (what.do === 'reduce') return reduceBlock(deps, { ...theirs, fewer: what.fewer }, cora);
  if (what.do === 'lapse') {
    const before = await here.read('therapist', idOf.therapist(1));
    const { credentials } = therapist({ credentials: credentialsThrough(day(what.through)) }).value;
    return here.put(change(before, { ...before.value, credentials }));
  }
  if (what.do === 'pause') return pausePlace(deps, theirs, cora);
  if (what.do === 'resume') return resumePlace(deps, theirs, cora);
  if (what.do === 'change') return changeTherapist(deps, theirs, cora);
  if (what.do === 'end') return endTherapy(deps, { ...theirs, to: 'ended-early', spokenTo: true }, cora);
  if (what.do === 'pass') return runAllocationPass(deps, poolId);
  const { state } = (await here.read('search', referralId)).value;
  return state === 'seeking' ? here.accept().catch(() => undefined) : undefined;
}

describe('whatever is recorded, corrected, decided and ended, in any order', () => {
  it('ASVS 2.3.4 invariants 1, 3, 4, 5, 6 and 10: the books agree with the records, and every place is covered', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
        const here = await openTherapy();
        for (const what of acts) {
          await doIt(here, what);
          expect(faultsAnytime(here.memory.export())).toEqual([]);
          const sessions = await here.sessions();
          const therapists = here.booked(payable(1)) + here.booked(payable(2));
          expect(therapists).toBe(owed(sessions));
          for (const { value } of sessions) reached.add(value.payment);
          reached.add((await here.placeNow()).state);
        }
        await runAllocationPass(here.deps, poolId);
        const content = here.memory.export();
        expect(faultsAnytime(content)).toEqual([]);
        expect(here.edges).toEqual([]);
        const holds = content.records.filter((record) => record.kind === 'hold');
        expect(holds.every(({ value }) => !('returning' in value))).toBe(true);
      }),
      // What follows is asked of the histories as well: so they are the same in every run.
      { numRuns: 60, seed: 1 },
    );
    for (const state of [
      'posted',
      'not-payable',
      'in-review',
      'short',
      'in-use',
      'paused',
      'approved',
      'ended-early',
    ]) {
      expect([...reached]).toContain(state);
    }
  });
});

describe('a session of an earlier month that is short of its money', () => {
  it('is paid when the money has come, on its own day, and relies on that month being open', async () => {
    whatOf(await site.record(3, 'attended'));
    whatOf(await site.record(10, 'cancelled-in-time'));
    const { block } = await site.placeNow();
    const fewer = block.sessions - block.used;
    whatOf(await reduceBlock(site.deps, { referralId, seen: await site.seen(), fewer, why: 'enough' }, cora));
    const [, free] = await site.sessions();
    if (free === undefined) throw new Error('it is recorded');
    const input = { sessionId: free.value.id, seen: free.version, on: day(10), outcome: 'attended', why: 'x' } as const;
    whatOf(await correctSession(site.deps, input, cora));
    expect((await site.sessions())[1]?.value).toMatchObject({ payment: 'short' });
    await runAllocationPass(site.deps, poolId);
    const [requestId = ''] = (await site.placeNow()).openRequests ?? [];
    const { value, version } = await site.read('request', requestId);
    expect(value.state).toBe('reserved');
    whatOf(await approveRequest(site.deps, { requestId: value.id, seen: version }, dora));
    whatOf(await payShortSessions({ ...site.deps, store: storeOf('handle-referral', site.store) }, referralId));
    expect((await site.sessions())[1]?.value).toMatchObject({ payment: 'posted', cost: 4500 });
    const booked = site.memory.export().journal.filter(({ id }) => id.startsWith(`session:${free.value.id}:`));
    expect(booked.map(({ effectiveOn, bookedAt }) => [effectiveOn, bookedAt.slice(0, 7)])).toEqual([
      [day(10), '2027-03'],
    ]);
    expect(faultsAnytime(site.memory.export())).toEqual([]);
  });
});

describe('a session that is recorded after therapy has ended', () => {
  const end = async () => {
    const input = { referralId, seen: await site.seen(), to: 'completed', why: 'met', spokenTo: true } as const;
    whatOf(await endTherapy(site.deps, input, terry));
  };
  const tasks = async () =>
    (await site.store.list('task', 'tasks/coordinator', { limit: 20 })).items
      .filter(({ value }) => value.state === 'open')
      .map(({ value }) => value.kind);

  it('is owed, its money is gone back, and a person is told; nothing else of the case changes', async () => {
    whatOf(await site.record(3, 'attended'));
    await end();
    const [before, money] = [await site.read('referral', referralId), site.booked(payable(1))];
    site.pass({ days: 27 });
    whatOf(await site.record(10, 'attended', cora));
    expect((await site.sessions()).map(({ value }) => [value.on, value.payment, value.cost])).toEqual([
      [day(3), 'posted', 4500],
      [day(10), 'short', 4500],
    ]);
    expect(await site.placeNow()).toMatchObject({ state: 'completed', used: 2, block: { used: 1 } });
    expect((await site.read('referral', referralId)).value).toEqual(before.value);
    expect(site.booked(payable(1))).toBe(money);
    expect([site.booked(held), await tasks()]).toEqual([0, ['session-short']]);
    expect([site.edges, faultsAnytime(site.memory.export())]).toEqual([[], []]);
  });

  it('that is not to be paid is recorded and owes nothing, and is corrected like any other', async () => {
    whatOf(await site.record(3, 'attended'));
    await end();
    whatOf(await site.record(10, 'cancelled-in-time'));
    expect([(await site.placeNow()).used, await tasks()]).toEqual([1, []]);
    const [, late] = await site.sessions();
    if (late === undefined) throw new Error('it is recorded');
    const input = { sessionId: late.value.id, seen: late.version, on: day(11), outcome: 'attended', why: 'x' } as const;
    whatOf(await correctSession(site.deps, input, cora));
    expect((await site.sessions())[1]?.value).toMatchObject({ on: day(11), payment: 'short', cost: 4500 });
    expect([(await site.placeNow()).used, await tasks()]).toEqual([2, ['session-short']]);
    expect(faultsAnytime(site.memory.export())).toEqual([]);
  });

  it('takes place before the end, within its block, and is told within the days that the settings allow', async () => {
    whatOf(await site.record(3, 'attended'));
    await end();
    expect(refusalOf(await site.record(3, 'late'))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await site.record(10, 'attended', { id: 'asha', roles: ['assessor'] }))).toMatchObject({
      code: 'not-allowed',
    });
    const tomorrow = {
      referralId,
      sessionId: idOf.session(50),
      on: LocalDate.parse('2027-03-02'),
      outcome: 'late',
    } as const;
    site.pass({ days: 2 });
    const after = await recordSession(site.deps, tomorrow, terry);
    expect(!after.ok && after.refusal.because).toBe('on this day therapy with this therapist had ended');
    site.pass({ days: 26, minutes: 1 });
    const tooLate = await site.record(10, 'attended', cora);
    expect(refusalOf(tooLate)).toEqual({ code: 'closed', passed: true });
    expect(!tooLate.ok && tooLate.refusal.because).toContain('up to 28 days after it');
  });

  it('is refused when its block had no session left, and recorded all the same if it is not to be paid', async () => {
    for (let n = 1; n <= 6; n += 1) whatOf(await site.record(n, 'attended'));
    await end();
    expect(refusalOf(await site.record(10, 'attended'))).toMatchObject({ code: 'invalid' });
    whatOf(await site.record(10, 'therapist-cancelled'));
  });
});

describe('a therapist who records nothing', () => {
  const tasks = async (state: 'open' | 'done') =>
    (await site.store.list('task', 'tasks/coordinator', { limit: 20 })).items
      .filter(({ value }) => value.kind === 'therapy-silent' && value.state === state)
      .map(({ value }) => value.about);
  const about = `referral/${referralId}`;
  const silent = async () => {
    whatOf(await site.record(3, 'attended'));
    site.pass({ days: 28 });
    await sweepDeadlines(site.deps);
  };

  it('is asked after as many weeks as the settings allow, once, and not before', async () => {
    whatOf(await site.record(3, 'attended'));
    site.pass({ days: 27, hours: 23 });
    await sweepDeadlines(site.deps);
    expect(await tasks('open')).toEqual([]);
    site.pass({ hours: 1 });
    await sweepDeadlines(site.deps);
    await sweepDeadlines(site.deps);
    expect(await tasks('open')).toEqual([about]);
    expect(faultsAnytime(site.memory.export())).toEqual([]);
  });

  it('is not asked any more once something is recorded, and again after the next silence', async () => {
    await silent();
    whatOf(await site.record(10, 'cancelled-in-time'));
    expect(await tasks('open')).toEqual([]);
    site.pass({ days: 27 });
    await sweepDeadlines(site.deps);
    expect(await tasks('open')).toEqual([]);
    site.pass({ days: 1 });
    await sweepDeadlines(site.deps);
    expect(await tasks('open')).toEqual([about]);
    const [first] = await site.sessions();
    if (first === undefined) throw new Error('it is recorded');
    const input = { sessionId: first.value.id, seen: first.version, on: day(4), outcome: 'late', why: 'x' } as const;
    whatOf(await correctSession(site.deps, input, terry));
    expect(await tasks('open')).toEqual([]);
  });

  it('is not asked while therapy rests or after it has ended; a rest that ends begins anew', async () => {
    await silent();
    whatOf(await pausePlace(site.deps, { referralId, seen: await site.seen(), why: 'away' }, cora));
    expect(await tasks('open')).toEqual([]);
    site.pass({ days: 60 });
    await sweepDeadlines(site.deps);
    whatOf(await resumePlace(site.deps, { referralId, seen: await site.seen() }, cora));
    await sweepDeadlines(site.deps);
    expect(await tasks('open')).toEqual([]);
    site.pass({ days: 28 });
    await sweepDeadlines(site.deps);
    expect(await tasks('open')).toEqual([about]);
    const input = { referralId, seen: await site.seen(), to: 'completed', why: 'met', spokenTo: true } as const;
    whatOf(await endTherapy(site.deps, input, terry));
    expect(await tasks('open')).toEqual([]);
  });
});
