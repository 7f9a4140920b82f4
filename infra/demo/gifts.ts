import { DonationId, type FundId, LocalDate, Pence, RefundId } from '../../events/values.ts';
import { askGiftCorrection, decideGiftCorrection } from '../../shared/commands/correct-gift.ts';
import { pledgeDonation, recordGift } from '../../shared/commands/give.ts';
import { askRefund, decideRefund, receiveGiftAid } from '../../shared/commands/refund.ts';
import { sweepPayments } from '../../shared/commands/sweep.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import type { Charity } from './charity.ts';
import { familyFund, firstStepFund, springFund, welshFund } from './funds.ts';
import { idOf } from './ids.ts';
import type { PaymentDesk } from './payment-desk.ts';
import { personOf } from './people.ts';
import { fay, femi } from './staff.ts';

export const giftCount = 200;

const giftIdOf = (number: number): DonationId => DonationId.parse(idOf('don', String(number)));

const streets = ['Alder Close', 'Mill Lane', 'Station Road', 'Orchard Way', 'Chapel Street', 'High Street'];

/** Now and then twelve sessions for one person, or a block; mostly what somebody can spare. */
function sumOf({ chance }: Charity): Pence {
  const luck = chance.below(50);
  if (luck === 0) return Pence.parse(72_000);
  if (luck < 4) return Pence.parse(36_000);
  return Pence.parse(chance.pick([500, 1000, 2000, 2500, 5000, 5000, 6000, 10_000]));
}

function fundOf(charity: Charity): FundId {
  const { chance, deps } = charity;
  const general = deps.settings.pool.generalFund.id;
  const luck = chance.below(20);
  if (luck < 2) return welshFund;
  if (luck < 4) return familyFund;
  if (luck < 5) return firstStepFund;
  return luck < 8 ? springFund : general;
}

const today = (charity: Charity): LocalDate => LocalDate.parse(charity.deps.now().slice(0, 10));

function donorOf(charity: Charity, number: number, declares: boolean) {
  const donor = personOf('donor', number % 140);
  if (!declares) return donor;
  return { ...donor, address: `${1 + charity.chance.below(80)} ${charity.chance.pick(streets)}`, postcode: 'ZZ99 3VZ' };
}

/** A gift by the checkout link: most are paid, some by bank debit days later, a few never. */
async function giveOnline(charity: Charity, desk: PaymentDesk, number: number): Promise<void> {
  const { chance, deps } = charity;
  const declares = chance.percent(55);
  const donationId = giftIdOf(number);
  const form = {
    donationId,
    amount: sumOf(charity),
    fundId: fundOf(charity),
    donor: donorOf(charity, number, declares),
    giftAid: { declared: declares, noBenefit: declares },
    link: undefined,
  };
  await charity.done(pledgeDonation(deps, form));
  const checkoutId = await checkoutOf(charity, donationId);
  const luck = chance.below(40);
  if (luck === 0) return;
  if (luck === 1) await desk.fail(checkoutId);
  else if (luck < 5) await desk.payByDebit(checkoutId);
  else await desk.payByCard(checkoutId);
}

/** A gift that came another way: finance records it. */
async function recordOne(charity: Charity, number: number): Promise<void> {
  const { chance } = charity;
  const way = chance.pick(['bank-transfer', 'bank-transfer', 'cheque', 'platform'] as const);
  const gift = {
    donationId: giftIdOf(number),
    fundId: fundOf(charity),
    amount: sumOf(charity),
    way,
    receivedOn: today(charity),
    donor: way === 'platform' ? undefined : personOf('donor', 200 + number),
  };
  await charity.done(recordGift(charity.deps, gift, fay));
}

/** A foundation's grant, which finance records; for the general fund, when not said. */
export async function recordGrant(
  charity: Charity,
  number: number,
  amount: Pence,
  fundId = charity.deps.settings.pool.generalFund.id,
): Promise<void> {
  const gift = {
    donationId: giftIdOf(number),
    fundId,
    amount,
    way: 'grant' as const,
    receivedOn: today(charity),
    donor: { name: 'The Alderbrook Foundation', email: 'grants@alderbrook.example.org' },
  };
  await charity.done(recordGift(charity.deps, gift, fay));
}

export async function give(charity: Charity, desk: PaymentDesk, number: number): Promise<void> {
  await (number % 9 === 4 ? recordOne(charity, number) : giveOnline(charity, desk, number));
}

/** What the provider reports is booked; its payouts too. */
export async function hearOfPayments(charity: Charity): Promise<void> {
  await sweepPayments(charity.deps, 4);
  await charity.settle();
}

/** HMRC has paid on gifts of some time ago. */
export async function bookGiftAid(charity: Charity, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const donation = await charity.deps.store.get('donation', giftIdOf(number));
    if (donation?.value.state !== 'collected' || donation.value.giftAid.state !== 'declared') continue;
    const amount = Pence.parse(Math.floor(donation.value.amount / 4));
    await charity.done(
      receiveGiftAid(charity.deps, { donationId: donation.value.id, amount, receivedOn: today(charity) }, fay),
    );
  }
}

/** A gift so large that it waits for some days before anybody may count on it: it was paid with a card never seen before. */
export async function giveMuch(charity: Charity, desk: PaymentDesk): Promise<void> {
  const { deps } = charity;
  const donationId = DonationId.parse(idOf('don', 'large'));
  const form = {
    donationId,
    amount: Pence.parse(deps.settings.giving.reviewFrom + 100_000),
    fundId: deps.settings.pool.generalFund.id,
    donor: personOf('donor', 141),
    giftAid: { declared: false, noBenefit: false },
    link: undefined,
  };
  await charity.done(pledgeDonation(deps, form));
  await desk.payByCard(await checkoutOf(charity, donationId), 'new');
}

async function checkoutOf({ deps }: Charity, donationId: DonationId): Promise<string> {
  const id = (await deps.store.get('donation', donationId))?.value.checkout?.id;
  if (id === undefined) throw new Error(`${donationId} has no payment page`);
  return id;
}

/** The first gift from a number on that came through the payment page, and all of whose money is there. */
async function paidGift({ deps }: Charity, number: number): Promise<DonationId> {
  for (let candidate = number; candidate < giftCount; candidate += 1) {
    const gift = (await deps.store.get('donation', giftIdOf(candidate)))?.value;
    if (gift?.state === 'collected' && gift.way === 'checkout' && gift.refunds === undefined) return gift.id;
  }
  throw new Error(`no gift from ${number} on was paid`);
}

/** The first gift from a number on that finance recorded and whose giver is known. */
async function recordedGift({ deps }: Charity, number: number): Promise<Versioned<'donation'>> {
  for (let candidate = number; candidate < giftCount; candidate += 1) {
    const gift = await deps.store.get('donation', giftIdOf(candidate));
    if (gift !== undefined && gift.value.way !== 'checkout' && gift.value.donorId !== undefined) return gift;
  }
  throw new Error(`no gift from ${number} on was recorded by hand`);
}

/** Finance finds, on the day after, that more came than was recorded; a second person agrees. */
export async function putSumRight(charity: Charity, number: number): Promise<void> {
  const { deps } = charity;
  const { value: gift, version: seen } = await recordedGift(charity, number);
  await charity.done(
    askGiftCorrection(
      deps,
      {
        donationId: gift.id,
        seen,
        amount: Pence.parse(gift.amount * 10),
        fundId: gift.fundId,
        receivedOn: gift.receivedOn ?? today(charity),
        donor: 'as-recorded',
        reason: 'The bank statement has one nought more',
      },
      fay,
    ),
  );
  const asked = await deps.store.get('donation', gift.id);
  if (asked === undefined) return;
  await charity.done(decideGiftCorrection(deps, { donationId: gift.id, seen: asked.version, agrees: true }, femi));
}

/** Finance asks for another giver to be named, and nobody has decided yet. */
export async function putGiverRight(charity: Charity, number: number): Promise<void> {
  const { value: gift, version: seen } = await recordedGift(charity, number);
  await charity.done(
    askGiftCorrection(
      charity.deps,
      {
        donationId: gift.id,
        seen,
        amount: gift.amount,
        fundId: gift.fundId,
        receivedOn: gift.receivedOn ?? today(charity),
        donor: personOf('donor', 142),
        reason: 'The reference on the bank statement is another giver’s',
      },
      fay,
    ),
  );
}

/** A donor’s bank questions a gift. @returns the provider’s name of the dispute, which it closes some day */
export const questionGift = async (charity: Charity, desk: PaymentDesk, number: number): Promise<string> =>
  desk.dispute(await checkoutOf(charity, await paidGift(charity, number)));

/** A donor asks for a gift back; a second person agrees, declines, or has yet to decide. */
export async function returnGift(
  charity: Charity,
  number: number,
  answer: 'agrees' | 'declines' | undefined,
): Promise<void> {
  const { deps } = charity;
  const donation = await deps.store.get('donation', await paidGift(charity, number));
  if (donation === undefined) return;
  const id = RefundId.parse(idOf('rfd', String(number)));
  const asked = { id, donationId: donation.value.id, amount: donation.value.amount, reason: 'donor-asked' } as const;
  await charity.done(askRefund(deps, asked, fay));
  const refund = await deps.store.get('refund', id);
  if (answer === undefined || refund === undefined) return;
  await charity.done(decideRefund(deps, { refundId: id, seen: refund.version, agrees: answer === 'agrees' }, femi));
}
