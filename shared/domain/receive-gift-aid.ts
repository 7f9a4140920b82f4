import type { Instant, LocalDate, Pence } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { hasRole } from './actor.ts';
import { change, create, type Decision } from './decision.ts';
import { giftAidStates, mostGiftAidOn } from './gift-aid.ts';
import { type GiftBooks, laterLotIdOf } from './gift-books.ts';
import { credit, debit, entry } from './journal.ts';
import { newLot } from './new-lot.ts';
import { localDay } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';

/**
 * What HMRC paid on a gift is in the bank: a lot of its own in the gift's fund, under the same limits. One that was
 * adjusted since the claim is recorded all the same, for the money came; what must go back of it is in the gift's record.
 * @returns refusals: `not-allowed`; `used-already`, passed; `wrong-state` for a gift without a declaration; `invalid` for
 * nothing, for more than a quarter of what was claimed on, for a day to come, or one before the gift came
 */
export function receiveGiftAid(
  { donation, fund }: GiftBooks,
  paid: { readonly amount: Pence; readonly receivedOn: LocalDate },
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { id, poolId, giftAid, amount: gift, state, collected } = donation.value;
  if (!hasRole(by, ['finance-maker'])) return refuse('not-allowed', 'finance records what HMRC paid');
  if (giftAid.received !== undefined) return refusePassed('used-already', 'Gift Aid on this gift is recorded already');
  if (state !== 'collected') return refuse('wrong-state', 'the gift did not come');
  const next =
    giftAid.state === 'adjusted' ? accept(giftAid.state) : step(giftAidStates, giftAid.state, 'received', by);
  if (!next.ok) return next;
  const { amount, receivedOn } = paid;
  if (amount === 0 || amount > mostGiftAidOn(giftAid.claimedOn ?? giftAid.on ?? gift)) {
    return refuse('invalid', 'HMRC pays at most a quarter of what was claimed on');
  }
  if (receivedOn > localDay(now, settings.office)) return refuse('invalid', 'that day is still to come');
  const came = donation.value.receivedOn ?? (collected && localDay(collected.at, settings.office));
  if (came !== undefined && receivedOn < came) {
    return refuse('invalid', 'on that day the gift had not come yet');
  }
  const lotId = laterLotIdOf(id, 'ga');
  const lot = newLot(donation.value, fund.value, { id: lotId, origin: 'gift-aid', amount, at: now });
  const booked = entry(`giftaid:${id}`, now, [
    debit('bank', amount),
    credit(`fund:${fund.value.id}:free`, amount, { lotId }),
  ]);
  return accept({
    about: `donation/${id}`,
    did: 'receive-gift-aid',
    why: 'HMRC paid',
    by,
    at: now,
    relies: [],
    changes: [
      change(donation, {
        ...donation.value,
        giftAid: { ...giftAid, state: next.value, received: { amount, at: now, lotId } },
      }),
      create('lot', lotId, lot),
    ],
    entries: [{ ...booked, effectiveOn: receivedOn }],
    facts: [
      {
        type: 'uk.sponsored-places.donation.gift-aid-received.v1',
        subject: `donation/${id}`,
        data: { donationId: id, poolId, amount },
      },
    ],
  });
}
