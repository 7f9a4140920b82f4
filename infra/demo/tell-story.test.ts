import { expect, it } from 'vitest';
import { Region } from '../../events/values.ts';
import { sumOf } from '../../shared/domain/journal.ts';
import { monthOf, monthsBetween } from '../../shared/domain/ledger-audit.ts';
import { later, localDay } from '../../shared/domain/office-days.ts';
import { PlaceState } from '../../shared/domain/place.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { ReferralState } from '../../shared/domain/referral.ts';
import { SessionOutcome } from '../../shared/domain/session.ts';
import { TaskKind } from '../../shared/domain/task.ts';
import { missingCredentials, TherapistState } from '../../shared/domain/therapist.ts';
import { taskWords } from '../../shared/staff/words/tasks.ts';
import { outlineOf, tellInMemory } from '../../test/support/tell-in-memory.ts';
import { endOfStory } from './story-calendar.ts';

// A Wednesday evening; and, for another telling, an early Saturday in summer time: see also `npm run bench -- demo`.
const told = await tellInMemory({ ends: endOfStory(Date.parse('2027-03-03T21:00:00.000Z')) });

const statesOf = (kind: string): readonly string[] =>
  told.content.records.flatMap((record) =>
    record.kind === kind && 'state' in record.value ? [String(record.value.state)] : [],
  );

const recordsOf = <K extends Kind>(kind: K): readonly Records[K][] =>
  told.content.records.flatMap((record) => (record.kind === kind ? [record.value as Records[K]] : []));

const openTasks = recordsOf('task').filter(({ state }) => state === 'open');

it('leaves something for every role to do', () => {
  expect(openTasks.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'confirm-referral',
      'obtain-consent',
      'same-day-call',
      'renew-credentials',
      'confirm-expired-place',
      'decide-refund',
    ]),
  );
  // A place and a next block to approve, an offer to answer by a link in the mailbox, a refund to decide.
  expect(statesOf('place')).toContain('reserved');
  expect(statesOf('request')).toContain('reserved');
  expect(statesOf('allocation')).toContain('offered');
  expect(told.posted).toContain('therapist-offer');
  expect(statesOf('refund')).toContain('requested');
  // A referral to assess, one that stands still for the safeguarding lead, a bank that has yet to say.
  expect(statesOf('referral')).toContain('awaiting-assessment');
  expect(recordsOf('referral').some(({ safeguardingPause }) => safeguardingPause !== undefined)).toBe(true);
  expect(statesOf('dispute')).toContain('open');
});

it('has five funds, two of them restricted, 120 therapists, more than 60 referrals and 200 gifts', () => {
  expect(statesOf('fund')).toHaveLength(5);
  expect(recordsOf('fund').filter(({ kind }) => kind === 'restricted')).toHaveLength(2);
  expect(statesOf('therapist')).toHaveLength(120);
  expect(new Set(recordsOf('therapist').map(({ region }) => region))).toEqual(new Set(Region.options));
  expect(statesOf('referral').length).toBeGreaterThanOrEqual(60);
  expect(statesOf('donation').length).toBeGreaterThanOrEqual(200);
});

it('tells of eighteen months, and of gifts and requests in each of them', () => {
  const monthsBefore = (at: string): number =>
    Math.floor((Date.parse(told.now) - Date.parse(at)) / (30.5 * 86_400_000));
  const everyMonth = Array.from({ length: 18 }, (_, month) => month);
  const gifts = recordsOf('donation').map(({ pledgedAt }) => monthsBefore(pledgedAt));
  const requests = recordsOf('referral').map(({ clock }) => monthsBefore(clock.startedAt));
  expect([...new Set(gifts)]).toEqual(expect.arrayContaining(everyMonth));
  expect([...new Set(requests)]).toEqual(expect.arrayContaining(everyMonth));
});

it('tells of every state', () => {
  // A draft becomes a referral when it is sent: until then nobody but its writer knows of it.
  expect(new Set(statesOf('referral'))).toEqual(new Set(ReferralState.options.filter((state) => state !== 'draft')));
  expect(recordsOf('referral').some(({ onHold }) => onHold !== undefined)).toBe(true);
  expect(new Set(statesOf('place'))).toEqual(new Set(PlaceState.options));
  expect(new Set(statesOf('therapist'))).toEqual(new Set(TherapistState.options));
  expect(new Set(statesOf('dispute'))).toEqual(new Set(['open', 'lost']));
  expect(new Set(statesOf('refund'))).toEqual(new Set(['requested', 'declined', 'succeeded']));
  expect(recordsOf('donation').filter(({ reviewUntil }) => reviewUntil !== undefined)).toHaveLength(1);
});

it('tells of what is rare: concerns, a gift put right, money to be spent soon, a night that looked for whom to erase', () => {
  expect(statesOf('concern').toSorted()).toEqual(['acknowledged', 'decided', 'raised']);
  const gifts = recordsOf('donation');
  expect(gifts.flatMap(({ corrected = [] }) => corrected.map(({ agreed }) => agreed))).toEqual([true]);
  expect(gifts.filter(({ correction }) => correction !== undefined)).toHaveLength(1);
  expect(openTasks.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['safeguarding-concern', 'decide-correction', 'spend-by-near', 'answer-dispute']),
  );
  const wales = recordsOf('fund').find(({ spendBy }) => spendBy !== undefined);
  expect(recordsOf('lot').some(({ fundId, free }) => fundId === wales?.id && free > 0)).toBe(true);
  expect(recordsOf('retention-run').map(({ at }) => at.slice(0, 10))).toEqual([told.now.slice(0, 10)]);
});

it('tells of papers in every state: valid, lapsing soon, lapsed, to come and missing', () => {
  const today = localDay(told.now, { timeZone: 'Europe/London' });
  const soon = localDay(later(told.now, { days: 42 }), { timeZone: 'Europe/London' });
  const papers = recordsOf('therapist').flatMap(({ credentials }) => credentials);
  expect(papers.some(({ validFrom, validThrough }) => validFrom <= today && soon < validThrough)).toBe(true);
  expect(papers.some(({ validThrough }) => today <= validThrough && validThrough <= soon)).toBe(true);
  expect(papers.some(({ validThrough }) => validThrough < today)).toBe(true);
  expect(papers.some(({ validFrom }) => today < validFrom)).toBe(true);
  expect(recordsOf('therapist').some((therapist) => missingCredentials(therapist, today, today).length === 4)).toBe(
    true,
  );
});

it('tells of every outcome of a session and every level of need, and of people who bring several things', () => {
  expect(new Set(recordsOf('session').map(({ outcome }) => outcome))).toEqual(new Set(SessionOutcome.options));
  const needs = recordsOf('assessment').map((assessment) => assessment.needs);
  expect(new Set(needs.map(({ level }) => level))).toEqual(new Set(['lower', 'medium', 'higher']));
  expect(needs.filter(({ groups }) => groups.length > 1).length).toBeGreaterThan(10);
});

it('ends no task but with what its page lets come of it', () => {
  const given = told.content.audit.filter(({ did }) => did.startsWith('complete-task'));
  expect(given.length).toBeGreaterThan(20);
  for (const { did, why } of given) {
    const kind = TaskKind.parse(did.slice('complete-task '.length));
    expect(taskWords[kind].outcomes).toContain(why);
  }
});

it('gives nothing a name that betrays it as made up', () => {
  const ids = ['referral', 'therapist', 'donation', 'refund', 'session', 'fund'].flatMap((kind) =>
    told.content.records.filter((record) => record.kind === kind).map(({ id }) => id),
  );
  expect(ids.filter((id) => /demo|0000/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

it('keeps books that balance', () => {
  expect(told.content.journal.length).toBeGreaterThan(500);
  expect(told.content.journal.filter((entry) => sumOf(entry) !== 0)).toEqual([]);
});

it('closes the months of its books in their order, by two people, and leaves the last that is over to be closed', () => {
  const [first = ''] = told.content.journal.map(({ bookedAt }) => monthOf(bookedAt)).toSorted();
  const months = monthsBetween(first, monthOf(told.now));
  const periods = recordsOf('period').toSorted((one, other) => one.month.localeCompare(other.month));
  const closed = periods.filter(({ state }) => state === 'closed');
  expect(closed.map(({ month }) => month)).toEqual(months.slice(0, closed.length));
  expect(closed.every(({ askedBy, closedBy }) => askedBy !== closedBy)).toBe(true);
  expect(closed.map(({ closedAt }) => closedAt)).toEqual(closed.map(({ closedAt }) => closedAt).toSorted());
  expect([2, 3]).toContain(months.length - closed.length);
  expect(periods.slice(closed.length).map(({ month, state }) => [month, state])).toEqual([
    [months[closed.length], 'asked'],
  ]);
  expect(recordsOf('ledger-audit').flatMap(({ differences }) => differences)).toEqual([]);
});

it('is the same story on whatever day and at whatever hour it is told', async () => {
  const again = await tellInMemory({ ends: endOfStory(Date.parse('2028-06-24T04:00:00.000Z')) });
  expect(outlineOf(again)).toEqual(outlineOf(told));
}, 120_000);

it('is copied whole, in far fewer transactions', () => {
  const { content, copied, transactions } = told;
  const mayExpire = new Set(['token', 'draft', 'sign-in-session']);
  const lasting = (all: typeof content.records) =>
    all.filter(({ kind }) => !mayExpire.has(kind)).map(({ kind, id, value }) => ({ kind, id, value }));
  expect(lasting(copied.records)).toEqual(lasting(content.records));
  expect(copied.journal).toEqual(content.journal);
  const decisions = ({ audit }: typeof content) =>
    audit.map(({ about, at, did, facts }) => [about, at, did, facts.length].join(' ')).toSorted();
  expect(decisions(copied)).toEqual(decisions(content));
  expect(transactions).toBeLessThan(content.audit.length / 8);
});
