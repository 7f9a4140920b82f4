import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DonationId, Pence, type ReferralId, RefundId, ReserveMoveId } from '../../events/values.ts';
import { askRefund, decideRefund } from '../../shared/commands/refund.ts';
import { askReserveMove } from '../../shared/commands/risk-reserve.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { taskIdOf } from '../../shared/domain/task.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  putOnWaitingList,
  receiveGift,
  reservePlace,
} from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';

let looking: Looking;
let site: ConsoleSite;
let empty: ConsoleSite;
let approved: ReferralId;
let waiting: ReferralId;
let fresh: ReferralId;
let gift: DonationId;

const done = (outcome: Outcome<unknown>): void => {
  if (!outcome.ok) throw new Error(outcome.refusal.because);
};

/** Two refunds of one gift: one waits for a second person, one for the bank. */
async function askForRefunds(): Promise<void> {
  for (const number of [1, 2]) {
    const id = RefundId.parse(`rfd_000000000${number}`);
    const asked = { id, donationId: gift, amount: Pence.parse(number * 1000), reason: 'donor-asked' } as const;
    done(await askRefund(site.deps, asked, actorNamed('Fay')));
  }
  const refundId = RefundId.parse('rfd_0000000001');
  const seen = (await site.store.get('refund', refundId))?.version ?? 0;
  done(await decideRefund(site.deps, { refundId, seen, agrees: true }, actorNamed('Femi')));
}

beforeAll(async () => {
  looking = await openLooking();
  empty = createConsoleSite();
  site = createConsoleSite();
  await addTherapist(site);
  approved = await reservePlace(site);
  await approve(site, approved);
  gift = await receiveGift(site, 40);
  waiting = await putOnWaitingList(site);
  fresh = await askForHelp(site);
  await askForRefunds();
  const { generalFund } = site.deps.settings.pool;
  const move = { id: ReserveMoveId.parse('rsm_0000000001'), what: 'set-aside', amount: Pence.parse(500) } as const;
  const moved = { ...move, reason: 'For a month with many disputes', fundId: generalFund.id as never };
  done(await askReserveMove(site.deps, moved, actorNamed('Fay')));
});

afterAll(async () => {
  await looking?.close();
});

const soundAt = 'is accessible, valid and never scrolls sideways';

describe('a page of the office', () => {
  test.each([
    ['work of a coordinator', 'Cora', () => ''],
    ['work of finance', 'Femi', () => ''],
    ['the waiting list', 'Cora', () => '/waiting'],
    ['a place that waits', 'Cora', () => `/places/${placeIdOf(waiting)}`],
    ['a place that is approved', 'Cora', () => `/places/${placeIdOf(approved)}`],
    ['a task', 'Asha', () => `/tasks/${taskIdOf('confirm-referral', `referral/${fresh}`)}`],
    ['an absence', 'Cora', () => '/absence'],
    ['finding a case', 'Cora', () => '/find'],
    ['a page that is not for them', 'Fay', () => '/waiting'],
    ['no page', 'Cora', () => '/nowhere'],
    ['the pool', 'Cora', () => '/pool'],
    ['the pool over time', 'Cora', () => '/pool/over-time'],
    ['a giving link', 'Cora', () => '/pool/giving-link'],
    ['the donations', 'Fay', () => '/donations'],
    ['a gift to record', 'Fay', () => '/donations/record'],
    ['a gift with refunds, for who asked', 'Fay', () => `/donations/${gift}`],
    ['a gift with refunds, for who decides', 'Femi', () => `/donations/${gift}`],
    ['the reserve with a move to decide', 'Femi', () => '/pool/reserve'],
  ])(`%s ${soundAt}`, async (_, name, path) => {
    const visitor = await (await site.visitAs(name)).open(`/console${path()}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test.each([
    ['work', 'Cora', ''],
    ['the waiting list', 'Cora', '/waiting'],
    ['the pool', 'Cora', '/pool'],
    ['the donations', 'Fay', '/donations'],
    ['the journal', 'Fay', '/journal'],
    ['the runway', 'Fay', '/runway'],
    ['the pool over time', 'Fay', '/pool/over-time'],
  ])(`%s, with nothing in it yet, ${soundAt}`, async (_, name, path) => {
    const visitor = await (await empty.visitAs(name)).open(`/console${path}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test.each([
    ['a fund', 'Cora', '/pool/open-fund', 'Open this fund'],
    ['a gift', 'Fay', '/donations/record', 'Record this gift'],
    ['a giving link', 'Cora', '/pool/giving-link', 'Make'],
    ['a move of the reserve', 'Fay', '/pool/reserve', 'Ask for this'],
    ['an absence', 'Cora', '/absence', ''],
  ])(`%s, sent with nothing filled in, ${soundAt}`, async (_, name, path, button) => {
    const visitor = await (await site.visitAs(name)).open(`/console${path}`);
    const form = visitor.forms.find(({ text, action }) => action !== '/console/sign-out' && text.includes(button));
    await visitor.submit({}, form?.text ?? button);
    expect(visitor.errors).not.toEqual([]);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });
});
