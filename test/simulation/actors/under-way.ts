import {
  type DonationId,
  LocalDate,
  Pence,
  type PlaceId,
  type ReferralId,
  RefundId,
  SessionId,
} from '../../../events/values.ts';
import { acceptOffer } from '../../../shared/commands/answer-offer.ts';
import { approvePlace, confirmWaiting } from '../../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../../shared/commands/assess.ts';
import { pledgeDonation, recordGift } from '../../../shared/commands/give.ts';
import { confirmReferral } from '../../../shared/commands/intake.ts';
import { saveDraft, submitReferral } from '../../../shared/commands/refer.ts';
import { askRefund, decideRefund } from '../../../shared/commands/refund.ts';
import { confirmRequest, requestNextBlock } from '../../../shared/commands/requests.ts';
import { correctSession, recordSession } from '../../../shared/commands/sessions.ts';
import { changeTherapist } from '../../../shared/commands/therapy.ts';
import { placeIdOf } from '../../../shared/domain/place.ts';
import { Signal } from '../../../shared/domain/referral.ts';
import type { SessionOutcome } from '../../../shared/domain/session.ts';
import type { Random } from '../random.ts';
import type { Errand } from '../town/act.ts';
import { drain } from '../town/quiescence.ts';
import { runSchedules } from '../town/schedules.ts';
import { marked, type Town } from '../town/town.ts';
import type { TownDeps } from '../town/town-deps.ts';
import { atProvider } from './at-provider.ts';
import { newDonationId } from './gifts.ts';
import { openOffer } from './places.ts';
import { answersOf, newCode } from './referrals.ts';
import { asha, cora, fay, gus } from './staff.ts';

const day = 86_400_000;

const today = (town: Town): LocalDate => LocalDate.parse(town.now().slice(0, 10));

/** What people do one after another on good days: each thing is done, and all that comes of it. */
class GoodDays {
  readonly #town: Town;
  readonly #random: Random;

  constructor(town: Town, random: Random) {
    this.#town = town;
    this.#random = random;
  }

  /** Somebody refers themself, is assessed as suitable, and a gift pays for a block of so many sessions. */
  async come(sessions: number): Promise<ReferralId | undefined> {
    const { shadow } = this.#town.watch;
    const code = newCode(this.#random);
    const answers = { ...answersOf(this.#random, 'self'), adult: true };
    const client = { name: `${marked} Client`, email: 'client@example.org' };
    await this.#see('save-draft', (deps) => saveDraft(deps, code, '{}', undefined));
    await this.#see('submit-referral', (deps) => submitReferral(deps, { code, client, referrer: undefined, answers }));
    const referralId = shadow.pick(this.#random, 'referral', 'submitted')?.value.id;
    const [primaryGroup] = answers.groups;
    if (referralId === undefined || primaryGroup === undefined) return undefined;
    const seen = () => ({ referralId, seen: shadow.get('referral', referralId)?.version ?? 0 });
    await this.#see('confirm-referral', (deps) =>
      confirmReferral(deps, { ...seen(), signals: [...Signal.options] }, asha),
    );
    await this.#see('start-assessment', (deps) => startAssessment(deps, seen(), asha));
    await this.#see('record-assessment', (deps) =>
      recordAssessment(
        deps,
        {
          ...seen(),
          findings: {
            suitability: 'assessed-suitable',
            needs: { groups: [primaryGroup], primaryGroup, level: 'medium', mode: 'online', sessions },
            means: { canPayWhole: false, contribution: Pence.parse(1000) },
            band: 'routine',
          },
        },
        asha,
      ),
    );
    const gift = {
      donationId: newDonationId(this.#town),
      fundId: this.#town.settings.pool.generalFund.id,
      amount: Pence.parse(40_000),
      way: 'grant' as const,
      receivedOn: today(this.#town),
      donor: undefined,
    };
    await this.#see('record-gift', (deps) => recordGift(deps, gift, fay));
    return referralId;
  }

  /** The place is approved, the first therapist asked accepts, and so many sessions are recorded, one a day. */
  async begin(referralId: ReferralId, sessions: number): Promise<void> {
    const placeId = placeIdOf(referralId);
    await this.#see('approve-place', (deps) => approvePlace(deps, this.#seen(placeId), cora));
    const token = openOffer(this.#town, this.#random) ?? '';
    await this.#see('accept-offer', (deps) => acceptOffer(deps, token));
    this.#town.advance(10 * 60_000);
    await this.#pass();
    for (let session = 0; session < sessions; session += 1) await this.#record(referralId);
  }

  /**
   * Somebody asks for another therapist while their next block is asked for, and none is found in time: the place goes
   * back to the list, and what it had asked for is cancelled.
   */
  async loseTheTherapist(referralId: ReferralId): Promise<void> {
    const placeId = placeIdOf(referralId);
    const why = 'it goes well';
    await this.#see('request-next-block', (deps) =>
      requestNextBlock(deps, { ...this.#seen(placeId), sessions: 2, why }, cora),
    );
    await this.#change(referralId);
    await this.#findNobody(placeId);
    await this.#see('confirm-waiting', (deps) => confirmWaiting(deps, this.#seen(placeId), cora));
  }

  /**
   * The last session of a block is found to have been held when its therapist has gone and no other is found: the place
   * is back on the list, and no session of it is left to pay for.
   */
  async useUpWithoutTherapist(referralId: ReferralId): Promise<void> {
    const first = await this.#record(referralId);
    await this.#correct(first, 'therapist-cancelled');
    await this.#record(referralId);
    await this.#change(referralId);
    await this.#correct(first, 'attended');
    await this.#findNobody(placeIdOf(referralId));
  }

  /**
   * A session of a block of two is taken back, and another one has its place; then it turns out that it was held, and
   * that its money is spent: the place asks for a top-up.
   */
  async fallShort(referralId: ReferralId): Promise<void> {
    const first = await this.#record(referralId);
    await this.#record(referralId);
    await this.#correct(first, 'therapist-cancelled');
    await this.#record(referralId);
    await this.#correct(first, 'attended');
  }

  /** Gifts whose fees the provider learns of when a part is to go back: decided on the last evening, and not sent yet. */
  async giveAndAskBack(): Promise<void> {
    const { provider } = this.#town.payments;
    const gifts: { readonly donationId: DonationId; readonly checkoutId: string }[] = [];
    for (let gift = 0; gift < 5; gift += 1) {
      const donationId = await this.#pledge();
      const checkoutId = this.#town.watch.shadow.get('donation', donationId)?.value.checkout?.id;
      if (checkoutId === undefined) continue;
      atProvider(this.#town, () => provider.pay(checkoutId, '4242', true));
      gifts.push({ donationId, checkoutId });
    }
    // The sweep has been by, and does not come again before the refunds are sent.
    await runSchedules(this.#town, ['sweep payments']);
    await drain(this.#town, this.#random);
    for (const { donationId, checkoutId } of gifts) {
      const id = RefundId.parse(`rfd_${this.#town.nextId().padStart(12, '0')}`);
      const asked = { id, donationId, amount: Pence.parse(500), reason: 'donor-asked' } as const;
      await this.#see('ask-refund', (deps) => askRefund(deps, asked, fay));
      provider.knowFee(checkoutId);
      const input = { refundId: id, seen: this.#town.watch.shadow.get('refund', id)?.version ?? 0, agrees: true };
      const decide = { name: 'decide-refund', run: (deps: TownDeps) => decideRefund(deps, input, gus) };
      await this.#town.doTogether([decide], this.#random);
    }
  }

  async #pledge(): Promise<DonationId> {
    const donationId = newDonationId(this.#town);
    const form = {
      donationId,
      amount: Pence.parse(5000),
      fundId: this.#town.settings.pool.generalFund.id,
      donor: { name: `${marked} Donor`, email: 'donor@example.org' },
      giftAid: { declared: false, noBenefit: false },
      link: undefined,
    };
    await this.#see('pledge-donation', (deps) => pledgeDonation(deps, form));
    return donationId;
  }

  #change(referralId: ReferralId): Promise<void> {
    const { seen } = this.#seen(placeIdOf(referralId));
    return this.#see('change-therapist', (deps) => changeTherapist(deps, { referralId, seen, why: 'a reason' }, cora));
  }

  /** Weeks in which nobody accepts; what the place had asked for is confirmed meanwhile. */
  async #findNobody(placeId: PlaceId): Promise<void> {
    const { shadow } = this.#town.watch;
    const place = () => shadow.get('place', placeId)?.value;
    for (let looks = 0; looks < 15 && place()?.state === 'approved'; looks += 1) {
      const request = shadow.get('request', place()?.openRequests?.[0] ?? '');
      if (request?.value.state === 'requested') {
        const confirmed = { requestId: request.value.id, seen: request.version };
        await this.#see('confirm-request', (deps) => confirmRequest(deps, confirmed, cora));
      }
      this.#town.advance(3 * day);
      await this.#pass();
    }
  }

  async #record(referralId: ReferralId): Promise<SessionId> {
    const on = today(this.#town);
    const sessionId = SessionId.parse(`ses_${this.#town.nextId().padStart(12, '0')}`);
    const input = { referralId, sessionId, on, outcome: 'attended' } as const;
    await this.#see('record-session', (deps) => recordSession(deps, input, cora));
    this.#town.advance(day);
    return sessionId;
  }

  async #correct(sessionId: SessionId, outcome: SessionOutcome): Promise<void> {
    const session = this.#town.watch.shadow.get('session', sessionId);
    if (session === undefined) return;
    const input = { sessionId, seen: session.version, on: session.value.on, outcome, why: 'a mistake' };
    await this.#see('correct-session', (deps) => correctSession(deps, input, cora));
  }

  #seen(placeId: PlaceId): { readonly placeId: PlaceId; readonly seen: number } {
    return { placeId, seen: this.#town.watch.shadow.get('place', placeId)?.version ?? 0 };
  }

  async #pass(): Promise<void> {
    await runSchedules(this.#town, ['sweep deadlines']);
    await drain(this.#town, this.#random);
  }

  async #see(name: string, run: Errand['run']): Promise<void> {
    await this.#town.doTogether([{ name, run }], this.#random);
    await drain(this.#town, this.#random);
  }
}

/**
 * In two of three towns therapies are under way when the history begins, so that what comes late in the life of a place
 * comes early in the history; in each of those, one or two have had a hard time. In some a place is back on the list with
 * nothing left to pay for, or refunds are decided and not sent. Nothing goes wrong yet.
 */
export async function bringUnderWay(town: Town, random: Random): Promise<void> {
  const hardship = town.seed % 3;
  if (hardship === 0) return;
  const days = new GoodDays(town, random);
  town.faults.calm = true;
  for (let place = 0; place < 4; place += 1) {
    const referralId = await days.come(3 + random.below(18));
    if (referralId !== undefined) await days.begin(referralId, 1 + random.below(4));
  }
  for (let place = 0; place < hardship; place += 1) {
    const referralId = await days.come(hardship === 1 ? 8 : 2);
    if (referralId === undefined) continue;
    await days.begin(referralId, hardship === 1 ? 4 : 0);
    if (hardship === 1) {
      await days.loseTheTherapist(referralId);
      await days.begin(referralId, 1);
    } else await days.fallShort(referralId);
  }
  const last = town.seed % 2 === 0 ? await days.come(2) : undefined;
  if (last !== undefined) {
    await days.begin(last, 0);
    await days.useUpWithoutTherapist(last);
  }
  if (town.seed % 5 === 0) await days.giveAndAskBack();
  town.faults.calm = false;
}
