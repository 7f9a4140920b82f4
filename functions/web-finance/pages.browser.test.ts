import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DonationId,
  type FundId,
  LocalDate,
  Pence,
  type ReferralId,
  RefundId,
  ReserveMoveId,
  TransferId,
} from '../../events/values.ts';
import { auditLedger } from '../../shared/commands/audit-ledger.ts';
import { compareBalance } from '../../shared/commands/compare-balance.ts';
import { askGiftCorrection } from '../../shared/commands/correct-gift.ts';
import { askRefund, decideRefund } from '../../shared/commands/refund.ts';
import { askReserveMove } from '../../shared/commands/risk-reserve.ts';
import { requestTransfer } from '../../shared/commands/transfer.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import { alterRecord } from '../../test/support/alter-record.ts';
import {
  approve,
  openNewFund,
  putOnWaitingList,
  receiveGift,
  reservePlace,
} from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { findComplaintProblems, findUnseenForms, findUnseenPages } from '../../test/support/every-page.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { financeParts } from './app.ts';

let looking: Looking;
let site: ConsoleSite;
let empty: ConsoleSite;
let waiting: ReferralId;
let gift: DonationId;
let declared: DonationId;
let wrong: DonationId;
let north: FundId;
const transferId = TransferId.parse('trf_0000000001');
const general = () => site.deps.settings.pool.generalFund.id as FundId;

const done = (outcome: Outcome<unknown>): void => {
  if (!outcome.ok) throw new Error(outcome.refusal.because);
};

/** Three refunds of one gift: one waits for a second person, one for the bank, and one was sent. */
async function askForRefunds(): Promise<void> {
  for (const number of [1, 2, 3]) {
    const id = RefundId.parse(`rfd_000000000${number}`);
    const asked = { id, donationId: gift, amount: Pence.parse(number * 500), reason: 'donor-asked' } as const;
    done(await askRefund(site.deps, asked, actorNamed('Fay')));
  }
  for (const number of [1, 3]) {
    const refundId = RefundId.parse(`rfd_000000000${number}`);
    const seen = (await site.store.get('refund', refundId))?.version ?? 0;
    done(await decideRefund(site.deps, { refundId, seen, agrees: true }, actorNamed('Femi')));
  }
  const femi = await (await site.visitAs('Femi')).open(`/console/donations/${gift}`);
  const today = { 'moved-day': '1', 'moved-month': '3', 'moved-year': '2027' };
  await femi.submit({ became: 'succeeded', ...today }, 'Record this');
}

/** A gift that was recorded with a nought too many, by Fay, and asked to be put right. */
async function askForCorrection(): Promise<DonationId> {
  const donationId = await receiveGift(site, 7200);
  const recorded = await site.store.get('donation', donationId);
  if (recorded?.value.receivedOn === undefined) throw new Error('the gift is recorded');
  const { fundId, receivedOn } = recorded.value;
  const wanted = { amount: Pence.parse(72_000), fundId, receivedOn, donor: 'as-recorded' as const };
  const asked = { donationId, seen: recorded.version, ...wanted, reason: 'A nought too many' };
  done(await askGiftCorrection(site.deps, asked, actorNamed('Fay')));
  return donationId;
}

/** The books were compared with themselves, and with the provider, who has less than they say. */
async function compareBooks(): Promise<void> {
  await auditLedger(site.deps, { mayGoOn: () => true });
  const payments = createMemoryPayments({ webhookSecret: 'whsec_test', now: site.deps.now });
  payments.provider.balance.move({ what: 'other', amount: -1234, fee: 0, source: 'adj_1' });
  await compareBalance({ ...site.deps, payments });
}

beforeAll(async () => {
  looking = await openLooking();
  empty = createConsoleSite();
  site = createConsoleSite();
  north = await openNewFund(site);
  await approve(site, await reservePlace(site));
  gift = await receiveGift(site, 40);
  declared = await receiveGift(site, 20);
  await alterRecord(site, 'donation', declared, (donation) => ({
    ...donation,
    giftAid: { state: 'declared', noBenefit: true, declaredAt: site.deps.now() },
  }));
  waiting = await putOnWaitingList(site);
  await askForRefunds();
  wrong = await askForCorrection();
  await compareBooks();
  const move = { id: ReserveMoveId.parse('rsm_0000000001'), what: 'set-aside', amount: Pence.parse(500) } as const;
  const moved = { ...move, reason: 'For a month with many disputes', fundId: general() };
  done(await askReserveMove(site.deps, moved, actorNamed('Fay')));
  const seen = (await site.store.get('fund', general()))?.version ?? 0;
  const asked = {
    id: transferId,
    purpose: 'move',
    amount: Pence.parse(600),
    reason: 'More people wait there',
  } as const;
  done(await requestTransfer(site.deps, { ...asked, fromFundId: general(), toFundId: north, seen }, actorNamed('Fay')));
});

afterAll(async () => {
  await looking?.close();
});

const soundAt = 'is accessible, valid and never scrolls sideways';

describe('a page about money', () => {
  test.each([
    ['the pool', 'Cora', () => '/pool'],
    ['the pool over time', 'Cora', () => '/pool/over-time'],
    ['a giving link', 'Cora', () => '/pool/giving-link'],
    ['a fund to open', 'Cora', () => '/pool/open-fund'],
    ['the reserve', 'Cora', () => '/pool/reserve'],
    ['the reserve with a move to decide', 'Femi', () => '/pool/reserve'],
    ['the funds', 'Cora', () => '/funds'],
    ['a fund', 'Cora', () => `/funds/${north}`],
    ['a fund to change', 'Cora', () => `/funds/${north}/change`],
    ['a fund to close', 'Cora', () => `/funds/${north}/close`],
    ['a transfer to ask for', 'Cora', () => `/funds/${general()}/transfer`],
    ['a transfer, for who asked', 'Fay', () => `/transfers/${transferId}`],
    ['a transfer, for who decides', 'Femi', () => `/transfers/${transferId}`],
    ['the donations', 'Fay', () => '/donations'],
    ['a gift to record', 'Fay', () => '/donations/record'],
    ['a gift with refunds, for who asked', 'Fay', () => `/donations/${gift}`],
    ['a gift with refunds, for who decides', 'Femi', () => `/donations/${gift}`],
    ['a gift with Gift Aid', 'Fay', () => `/donations/${declared}`],
    ['a gift to put right', 'Fay', () => `/donations/${wrong}/correct`],
    ['a gift with a correction, for who asked', 'Fay', () => `/donations/${wrong}`],
    ['a gift with a correction, for who decides', 'Femi', () => `/donations/${wrong}`],
    ['where a gift is', 'Fay', () => `/donations/${gift}/trace`],
    ['what pays for a place', 'Cora', () => `/place-money/${placeIdOf(waiting)}`],
    ['the journal', 'Fay', () => '/journal'],
    ['the payouts', 'Fay', () => '/journal/payouts'],
    ['a statement', 'Tess', () => '/statements'],
    ['the statements of all funds', 'Fay', () => '/statements?of=funds'],
    ['the ledger audit', 'Fay', () => '/ledger-audit'],
    ['the runway', 'Cora', () => '/runway'],
    ['no fund', 'Cora', () => '/funds/nonsense'],
    ['a page that is not for them', 'Asha', () => '/donations'],
  ])(`%s ${soundAt}`, async (_, name, path) => {
    const visitor = await (await site.visitAs(name)).open(`/console${path()}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test.each([
    ['the pool', 'Cora', '/pool'],
    ['the donations', 'Fay', '/donations'],
    ['the journal', 'Fay', '/journal'],
    ['the payouts', 'Fay', '/journal/payouts'],
    ['the months of the books', 'Fay', '/periods'],
    ['the runway', 'Fay', '/runway'],
    ['the pool over time', 'Fay', '/pool/over-time'],
  ])(`%s, with nothing in it yet, ${soundAt}`, async (_, name, path) => {
    const visitor = await (await empty.visitAs(name)).open(`/console${path}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test(`a month of the books, to be closed and then decided on, ${soundAt}`, async () => {
    const later = createConsoleSite();
    await receiveGift(later, 300);
    later.world.advance({ days: 32 });
    const fay = await (await later.visitAs('Fay')).open('/console/periods');
    expect(await looking.findProblems(fay)).toEqual([]);
    await fay.submit({}, 'Ask to close March 2027');
    expect(await looking.findProblems(await (await later.visitAs('Femi')).open('/console/periods'))).toEqual([]);
  });

  test(`a fund with money that is past its date, and where it may go, ${soundAt}`, async () => {
    const later = createConsoleSite();
    const fund = await openNewFund(later, { spendBy: LocalDate.parse('2027-04-01') });
    await receiveGift(later, 300, fund);
    later.world.advance({ days: 60 });
    const fay = await later.visitAs('Fay');
    for (const page of ['', '/past-its-date'])
      expect(await looking.findProblems(await fay.open(`/console/funds/${fund}${page}`))).toEqual([]);
  });

  test('and every form has been looked at', async () => {
    const asked = { routes: await site.routesOf(financeParts), looking };
    expect(findUnseenForms(asked)).toEqual([]);
    expect(await findUnseenPages(asked)).toEqual([]);
  });

  test(`that answers a form with nothing filled in ${soundAt}`, async () => {
    expect(await findComplaintProblems({ routes: await site.routesOf(financeParts), looking })).toEqual({});
  }, 120_000);
});
