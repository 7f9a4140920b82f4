import { describe, expect, it } from 'vitest';
import { type FundId, LocalDate, Pence, RefundId, ReserveMoveId, TransferId } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { freeOf, type GivingOffice, openGivingOffice } from '../../test/support/giving-office.ts';
import { generalFundId, idOf, poolId } from '../../test/support/sample-ids.ts';
import { refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { emailIdOf } from '../domain/email.ts';
import { lotIdOf } from '../domain/fund.ts';
import type { ReserveMove } from '../domain/risk-reserve.ts';
import { askRefund, decideRefund, receiveGiftAid, recordBankRefund, sendRefund } from './refund.ts';
import { askReserveMove, decideReserveMove } from './risk-reserve.ts';
import { runAllocationPass } from './run-allocation-pass.ts';
import { sendEmail } from './send-email.ts';
import { agreeToTransfer, requestTransfer } from './transfer.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const today = LocalDate.parse('2027-03-01');
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const refundId = RefundId.parse('rfd_00000001');

async function ask(office: GivingOffice, amount: number, by = fay, id = refundId) {
  return askRefund(office.deps, { id, donationId: idOf.donation(1), amount: pence(amount), reason: 'donor-asked' }, by);
}

async function decide(office: GivingOffice, by: Actor, agrees = true, id = refundId) {
  const { version } = await office.read('refund', id);
  return decideRefund(office.deps, { refundId: id, seen: version, agrees }, by);
}

/** Two people move free money of the general fund to another. */
async function moveTo(office: GivingOffice, toFundId: FundId, amount: number): Promise<void> {
  const id = TransferId.parse('trf_0000000001');
  const seenOf = async (fundId: FundId) => (await office.read('fund', fundId)).version;
  const wish = { id, purpose: 'move', amount: pence(amount), reason: 'More people wait there' } as const;
  const from = await seenOf(generalFundId);
  whatOf(await requestTransfer(office.deps, { ...wish, fromFundId: generalFundId, toFundId, seen: from }, fay));
  const seen = { transfer: (await office.read('transfer', id)).version, from, to: await seenOf(toFundId) };
  whatOf(await agreeToTransfer(office.deps, { transferId: id, seen }, chen));
}

const stateOf = async (office: GivingOffice) => (await office.read('refund', refundId)).value.state;

describe('a refund on request', () => {
  it('is asked for by one, agreed by another, made once at the provider, and booked', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    whatOf(await ask(office, 20_000));
    whatOf(await ask(office, 20_000));
    expect([freeOf(office), await stateOf(office)]).toEqual([72_000, 'requested']);
    whatOf(await decide(office, chen));
    expect([freeOf(office), office.balance('refunds'), await stateOf(office)]).toEqual([52_000, -20_000, 'decided']);
    whatOf(await sendRefund(office.deps, refundId));
    whatOf(await sendRefund(office.deps, refundId));
    await office.look();
    expect([office.balance('refunds'), await stateOf(office)]).toEqual([0, 'succeeded']);
    expect(office.provider.checkouts.get(office.checkoutOf(1))?.refunds).toHaveLength(1);
    expect((await office.gift(1)).refunds).toEqual([refundId]);
    expect(office.faults()).toEqual([]);
  });

  it('is left out of the thanks that had not gone yet, wherever the rest of the gift was moved meanwhile', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    const north = await office.openFund(2, { groups: [], regions: ['north-east'] });
    await moveTo(office, north, 10_000);
    whatOf(await ask(office, 20_000));
    whatOf(await decide(office, chen));
    whatOf(await sendRefund(office.deps, refundId));
    await office.look();
    const thanks = emailIdOf('donor-thank-you', `donation/${idOf.donation(1)}`);
    whatOf(await sendEmail(asFunction('send-mail', office.deps), thanks));
    const letter = office.mailer.sent.find(({ template }) => template === 'donor-thank-you');
    expect(letter?.text).toContain('£520');
    expect(letter?.text).not.toContain('£720');
  });

  it('asks the provider again when the first answer was lost, without giving back twice', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    whatOf(await ask(office, 20_000));
    whatOf(await decide(office, chen));
    const losing = {
      ...office.payments,
      refund: async (request: Parameters<typeof office.payments.refund>[0]) => {
        await office.payments.refund(request);
        throw new Error('the answer was lost');
      },
    };
    await expect(sendRefund({ ...office.deps, payments: losing }, refundId)).rejects.toThrow('lost');
    whatOf(await sendRefund(office.deps, refundId));
    expect([await stateOf(office), (await office.lot(1)).refunded]).toEqual(['succeeded', 20_000]);
    expect(office.provider.checkouts.get(office.checkoutOf(1))?.refunds).toHaveLength(1);
  });

  it('goes back also when the gift was paid before we wrote down its payment page', async () => {
    const office = openGivingOffice();
    const { payments } = office;
    const openCheckout: typeof payments.openCheckout = async (request) => {
      const made = await payments.openCheckout(request);
      await office.payFor(idOf.donation(1));
      return made;
    };
    await office.receive(1, 72_000, generalFundId, { ...office.deps, payments: { ...payments, openCheckout } });
    const { state, checkout } = await office.gift(1);
    expect([state, checkout]).toEqual(['collected', undefined]);
    whatOf(await ask(office, 20_000));
    whatOf(await decide(office, chen));
    whatOf(await sendRefund(office.deps, refundId));
    whatOf(await sendRefund(office.deps, refundId));
    expect([await stateOf(office), office.balance('refunds'), freeOf(office)]).toEqual(['succeeded', 0, 52_000]);
    expect(office.provider.checkouts.get(office.checkoutOf(1))?.refunds).toHaveLength(1);
    expect(office.faults()).toEqual([]);
  });

  it('is not decided by whoever asked, nor by somebody who may not, nor twice', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    const both: Actor = { id: 'fay', roles: ['finance-maker', 'finance-checker'] };
    whatOf(await ask(office, 20_000, both));
    expect(refusalOf(await decide(office, both))).toEqual({ code: 'same-person', passed: false });
    expect(refusalOf(await decide(office, cora))).toEqual({ code: 'not-allowed', passed: false });
    whatOf(await decide(office, chen, false));
    expect([await stateOf(office), freeOf(office)]).toEqual(['declined', 72_000]);
    expect(refusalOf(await decide(office, chen))).toEqual({ code: 'wrong-state', passed: true });
  });

  it('is never for more than is left of the gift, with what others wait for and banks took', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    whatOf(await ask(office, 50_000));
    const second = RefundId.parse('rfd_00000002');
    expect(refusalOf(await ask(office, 22_001, fay, second))).toEqual({ code: 'invalid', passed: false });
    expect(refusalOf(await ask(office, 0, fay, second))).toEqual({ code: 'invalid', passed: false });
    office.provider.refund(checkout, pence(30_000));
    await office.look();
    expect(refusalOf(await decide(office, chen))).toEqual({ code: 'invalid', passed: false });
    office.provider.dispute(checkout);
    await office.look();
    expect(refusalOf(await ask(office, 1, fay, second))).toEqual({ code: 'wrong-state', passed: false });
    expect(refusalOf(await ask(office, 1, { id: 'thea', roles: ['therapist'] }, second))).toMatchObject({
      code: 'not-allowed',
    });
  });

  it('stands when a second sending is refused because the first has made it', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    whatOf(await ask(office, 20_000));
    whatOf(await decide(office, chen));
    const late = {
      ...office.payments,
      refund: async () => {
        whatOf(await sendRefund(office.deps, refundId));
        return { ok: false as const, because: 'given back already' };
      },
    };
    whatOf(await sendRefund({ ...office.deps, payments: late }, refundId));
    expect([await stateOf(office), (await office.lot(1)).refunded]).toEqual(['succeeded', 20_000]);
    expect(office.faults()).toEqual([]);
  });

  it('stands as well when the first has made it and has not booked it yet', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    whatOf(await ask(office, 20_000));
    whatOf(await decide(office, chen));
    const late = {
      ...office.payments,
      refund: async (request: Parameters<typeof office.payments.refund>[0]) => {
        await office.payments.refund(request);
        return { ok: false as const, because: 'given back already' };
      },
    };
    whatOf(await sendRefund({ ...office.deps, payments: late }, refundId));
    await office.look();
    expect([await stateOf(office), (await office.lot(1)).refunded]).toEqual(['succeeded', 20_000]);
    expect([freeOf(office), office.balance('refunds')]).toEqual([52_000, 0]);
    expect(office.faults()).toEqual([]);
  });

  it('takes money that was moved to another fund where it is now, and brings it back there when it fails', async () => {
    const office = openGivingOffice();
    await office.openFund(2, { groups: [], regions: ['north-east'] });
    const north = idOf.fund(2);
    await office.receive(1, 72_000);
    await moveTo(office, north, 50_000);
    whatOf(await ask(office, 60_000));
    whatOf(await decide(office, chen));
    const northFree = () => 0 - office.balance(`fund:${north}:free`);
    expect([freeOf(office), northFree(), office.balance('refunds')]).toEqual([0, 12_000, -60_000]);
    whatOf(await sendRefund(office.deps, refundId));
    const [made] = office.provider.checkouts.get(office.checkoutOf(1))?.refunds ?? [];
    expect((await office.read('refund', refundId)).value).toMatchObject({
      state: 'succeeded',
      takes: [{ amount: 22_000 }, { fundId: north, amount: 38_000 }],
    });
    office.provider.failRefund(made?.refundId ?? '');
    await office.look();
    expect([freeOf(office), northFree(), await stateOf(office)]).toEqual([22_000, 50_000, 'failed']);
    office.provider.withdraw(office.provider.dispute(office.checkoutOf(1)));
    await office.look();
    expect([freeOf(office), northFree()]).toEqual([0, 0]);
    const deficits = [await office.read('fund', generalFundId), await office.read('fund', north)];
    expect(deficits.map(({ value }) => value.deficit)).toEqual([0, 0]);
    expect(office.faults()).toEqual([]);
  });

  it('that the provider will not make gives its money back to its lot', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    whatOf(await ask(office, 50_000));
    whatOf(await decide(office, chen));
    office.provider.dispute(checkout);
    whatOf(await sendRefund(office.deps, refundId));
    expect([await stateOf(office), freeOf(office), office.balance('refunds')]).toEqual(['failed', 72_000, 0]);
    expect(office.faults()).toEqual([]);
  });

  it('of a cheque is recorded by finance when it was sent, and when it came back', async () => {
    const office = openGivingOffice();
    await office.give(1, 50_000);
    whatOf(await ask(office, 50_000));
    whatOf(await decide(office, chen));
    whatOf(await sendRefund(office.deps, refundId));
    expect(await stateOf(office)).toBe('decided');
    const record = async (state: 'succeeded' | 'failed', on = today, by = fay) =>
      recordBankRefund(office.deps, { refundId, seen: (await office.read('refund', refundId)).version, state, on }, by);
    expect(refusalOf(await record('succeeded', LocalDate.parse('2027-03-02')))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await record('succeeded', today, cora))).toMatchObject({ code: 'not-allowed' });
    whatOf(await record('succeeded'));
    expect([office.balance('bank'), office.balance('refunds'), freeOf(office)]).toEqual([0, 0, 0]);
    whatOf(await record('failed'));
    expect([office.balance('bank'), freeOf(office), await stateOf(office)]).toEqual([50_000, 50_000, 'failed']);
    expect(office.faults()).toEqual([]);
  });
});

describe('Gift Aid', () => {
  const receive = (office: GivingOffice, amount: number, by = fay) =>
    receiveGiftAid(office.deps, { donationId: idOf.donation(1), amount: pence(amount), receivedOn: today }, by);

  it('that HMRC paid is a lot of its own in the gift’s fund, once', async () => {
    const office = openGivingOffice();
    await office.receive(1, 72_000);
    expect(refusalOf(await receive(office, 18_001))).toMatchObject({ code: 'invalid' });
    expect(refusalOf(await receive(office, 18_000, cora))).toMatchObject({ code: 'not-allowed' });
    whatOf(await receive(office, 18_000));
    expect(refusalOf(await receive(office, 18_000))).toEqual({ code: 'used-already', passed: true });
    const lot = (await office.read('lot', `${lotIdOf(idOf.donation(1))}xga`)).value;
    expect(lot).toMatchObject({ origin: 'gift-aid', amount: 18_000, free: 18_000, fundId: generalFundId });
    expect([office.balance('bank'), freeOf(office)]).toEqual([18_000, 90_000]);
    expect(office.faults()).toEqual([]);
  });

  it('already received is adjusted when the gift goes back, and says what it had been claimed on', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    whatOf(await receive(office, 18_000));
    office.provider.refund(checkout, pence(32_000));
    await office.look();
    expect((await office.gift(1)).giftAid).toMatchObject({ state: 'adjusted', on: 40_000, claimedOn: 72_000 });
  });

  it('is claimed on less when some of the gift went back before', async () => {
    const office = openGivingOffice();
    const checkout = await office.receive(1, 72_000);
    office.provider.refund(checkout, pence(32_000));
    await office.look();
    expect(refusalOf(await receive(office, 10_001))).toMatchObject({ code: 'invalid' });
    whatOf(await receive(office, 10_000));
    expect((await office.gift(1)).giftAid).toMatchObject({ state: 'received', on: 40_000 });
  });
});

describe('the risk reserve', () => {
  const moveId = (n: number) => ReserveMoveId.parse(`rsm_0000000${n}`);
  const askMove = (office: GivingOffice, n: number, what: ReserveMove['what'], amount: number, by = fay) =>
    askReserveMove(
      office.deps,
      { id: moveId(n), what, amount: pence(amount), reason: 'decided by the trustees', fundId: generalFundId },
      by,
    );
  const decideMove = async (office: GivingOffice, n: number, by = chen, agrees = true) =>
    decideReserveMove(
      office.deps,
      { moveId: moveId(n), seen: (await office.read('reserve-move', moveId(n))).version, agrees },
      by,
    );

  it('is filled from free gifts without limits, by two people', async () => {
    const office = openGivingOffice();
    await office.give(1, 30_000);
    await office.give(2, 30_000);
    whatOf(await askMove(office, 1, 'set-aside', 40_000));
    whatOf(await askMove(office, 1, 'set-aside', 40_000));
    expect(refusalOf(await decideMove(office, 1, fay))).toMatchObject({ code: 'not-allowed' });
    whatOf(await decideMove(office, 1));
    expect((await office.read('risk-reserve', poolId)).value.balance).toBe(40_000);
    expect([office.balance('risk-reserve'), freeOf(office)]).toEqual([-40_000, 20_000]);
    expect(refusalOf(await decideMove(office, 1))).toEqual({ code: 'wrong-state', passed: true });
    whatOf(await askMove(office, 2, 'set-aside', 20_001));
    expect(refusalOf(await decideMove(office, 2))).toMatchObject({ code: 'not-covered' });
    whatOf(await decideMove(office, 2, chen, false));
    expect(office.faults()).toEqual([]);
  });

  it('covers a deficit as far as it reaches, by two people, and the fund pays for places again', async () => {
    const office = openGivingOffice();
    await office.give(9, 12_000);
    whatOf(await askMove(office, 1, 'set-aside', 12_000));
    whatOf(await decideMove(office, 1));
    const checkout = await office.receive(1, 30_000);
    await office.wait(1, 30_000);
    await office.runPass();
    office.provider.refund(checkout, pence(20_000));
    await office.look();
    expect((await office.fund()).deficit).toBe(20_000);
    expect(refusalOf(await askMove(office, 2, 'cover', 20_001))).toMatchObject({ code: 'invalid' });
    whatOf(await askMove(office, 2, 'cover', 20_000, chen));
    expect(refusalOf(await decideMove(office, 2))).toMatchObject({ code: 'same-person' });
    expect(refusalOf(await decideMove(office, 2, cora))).toMatchObject({ code: 'not-covered' });
    whatOf(await askMove(office, 3, 'cover', 12_000));
    whatOf(await decideMove(office, 3, cora));
    expect(await office.fund()).toMatchObject({ deficit: 8000, covered: 12_000 });
    expect([office.balance('risk-reserve'), office.balance(`fund:${generalFundId}:deficit`)]).toEqual([0, 8000]);
    await office.give(8, 8000);
    await runAllocationPass(office.deps, poolId);
    expect((await office.fund()).deficit).toBe(0);
    expect(office.faults()).toEqual([]);
  });

  it('is paid back by two people when the dispute is won whose deficit it had covered', async () => {
    const office = openGivingOffice();
    await office.give(9, 30_000);
    whatOf(await askMove(office, 1, 'set-aside', 30_000));
    whatOf(await decideMove(office, 1));
    const checkout = await office.receive(1, 30_000);
    await office.wait(1, 30_000);
    await office.runPass();
    const dispute = office.provider.dispute(checkout);
    office.provider.withdraw(dispute);
    await office.look();
    whatOf(await askMove(office, 2, 'cover', 30_000));
    whatOf(await decideMove(office, 2));
    expect(await office.fund()).toMatchObject({ deficit: 0, covered: 30_000 });
    expect(refusalOf(await askMove(office, 3, 'repay', 30_001))).toMatchObject({ code: 'invalid' });
    whatOf(await askMove(office, 3, 'repay', 30_000));
    expect(refusalOf(await decideMove(office, 3))).toMatchObject({ code: 'not-covered' });
    office.provider.reinstate(dispute);
    office.provider.close(dispute, 'won');
    await office.look();
    whatOf(await decideMove(office, 3));
    expect(await office.fund()).toMatchObject({ deficit: 0, covered: 0 });
    expect((await office.read('risk-reserve', poolId)).value.balance).toBe(30_000);
    expect([office.balance('risk-reserve'), freeOf(office)]).toEqual([-30_000, 0]);
    expect(office.faults()).toEqual([]);
  });
});
