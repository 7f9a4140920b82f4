import {
  DonationId,
  FundId,
  LocalDate,
  Pence,
  PriorityBand,
  type ReferralId,
  TherapistId,
} from '../../events/values.ts';
import { acceptOffer, declineOffer, giveBack, takeAnswerBack } from '../../shared/commands/answer-offer.ts';
import { approvePlace, confirmWaiting, rejectPlace } from '../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../shared/commands/assess.ts';
import { openFund } from '../../shared/commands/fund.ts';
import { pledgeDonation, recordGift } from '../../shared/commands/give.ts';
import { closeReferral, confirmReferral, withdrawReferral } from '../../shared/commands/intake.ts';
import { enrolTherapist, pauseReferral, resumeReferral } from '../../shared/commands/manage.ts';
import { seekAgain } from '../../shared/commands/offer.ts';
import { saveDraft, submitReferral } from '../../shared/commands/refer.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import type { Needs } from '../../shared/domain/assessment.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { referralIdOf } from '../../shared/domain/referral.ts';
import { applicant, asha, cora } from './journey.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const ben: Actor = { id: 'ben', roles: ['assessor', 'coordinator'] };
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const groups = ['worried-about-thoughts', 'online-behaviour', 'survivor'] as const;
const regions = ['london', 'wales'] as const;
const restricted = { groups: FundId.parse('fnd_survivors'), regions: FundId.parse('fnd_walesonly') };
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** Many people at once: they refer themselves, give, approve, decline, pause, withdraw, or let time pass, all by chance. */
export class Crowd {
  readonly #world: World;
  readonly #random: Random;
  readonly #referrals: ReferralId[] = [];
  #gifts = 0;

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  async setTheScene(): Promise<void> {
    const { deps } = this.#world;
    const common = { aim: 'An aim', secondaryPurpose: 'The next person', kind: 'restricted' as const };
    await openFund(
      deps,
      {
        ...common,
        id: restricted.groups,
        name: 'Survivors',
        restriction: { groups: ['survivor'], regions: [] },
        order: 1,
      },
      cora,
    );
    await openFund(
      deps,
      { ...common, id: restricted.regions, name: 'Wales', restriction: { groups: [], regions: ['wales'] }, order: 2 },
      cora,
    );
    for (let n = 1; n <= 4; n += 1) {
      const fields = { name: `Therapist ${n}`, email: `therapist.${n}@example.org` };
      const therapistId = TherapistId.parse(`thr_0000000${n}`);
      await enrolTherapist(
        deps,
        { therapistId, applicant: { ...applicant(5000 + n * 100), competences: [...groups] }, fields },
        cora,
      );
    }
  }

  /** One act of chance; what is refused is refused, as a page would. */
  async act(): Promise<void> {
    const acts = [
      this.#refer,
      this.#refer,
      this.#give,
      this.#give,
      this.#recordGift,
      this.#confirm,
      this.#confirm,
      this.#assess,
      this.#assess,
      this.#assess,
      this.#decideOnPlace,
      this.#decideOnPlace,
      this.#answer,
      this.#answer,
      this.#answer,
      this.#pauseOrResume,
      this.#withdraw,
      this.#letTimePass,
      this.#seekAgain,
    ];
    await this.#random.pick(acts)?.call(this);
  }

  get #referral(): ReferralId | undefined {
    return this.#random.pick(this.#referrals);
  }

  async #refer(): Promise<void> {
    if (this.#referrals.length >= 12) return;
    const { deps } = this.#world;
    const code = Array.from({ length: 20 }, () => letters[this.#random.below(letters.length)]).join('');
    await saveDraft(deps, code, '{}', undefined);
    const group = this.#random.pick(groups) ?? 'survivor';
    const region = this.#random.pick(regions) ?? 'wales';
    const sent = await submitReferral(deps, {
      code,
      client: { name: 'A Client', email: 'client@example.org' },
      referrer: undefined,
      answers: {
        door: 'self',
        groups: [group],
        area: region === 'wales' ? 'CF10' : 'N1',
        region,
        mode: 'online',
        contact: {
          channel: this.#random.below(2) === 0 ? 'email' : 'phone',
          times: [],
          voicemail: 'no',
          mayReveal: 'nothing',
        },
        recentPoliceContact: this.#random.below(4) === 0,
        adult: true,
        signals: [],
        privacyNotice: LocalDate.parse('2026-11-01'),
      },
    });
    const id = sent.ok ? referralIdOf(sent.value.reference) : undefined;
    if (id !== undefined) this.#referrals.push(id);
  }

  get #fund(): FundId {
    const general = FundId.parse(this.#world.settings.pool.generalFund.id);
    return this.#random.pick([general, restricted.groups, restricted.regions]) ?? general;
  }

  async #give(): Promise<void> {
    const { deps, payments } = this.#world;
    this.#gifts += 1;
    const donationId = DonationId.parse(`don_${String(this.#gifts).padStart(16, '0')}`);
    const amount = Pence.parse(200 + this.#random.below(600) * 100);
    const donor = { name: 'A Donor', email: 'donor@example.org' };
    const giftAid = { declared: false, noBenefit: false };
    await pledgeDonation(deps, { donationId, amount, fundId: this.#fund, donor, giftAid, link: undefined });
    const checkout = (await deps.store.get('donation', donationId))?.value.checkout?.id;
    if (checkout === undefined) return;
    const outcome = this.#random.below(6);
    if (outcome === 0) payments.provider.expire(checkout);
    else if (outcome === 1) payments.provider.payLater(checkout);
    else payments.provider.pay(checkout);
    await this.#world.deliverWebhooks();
    if (outcome !== 1) return;
    payments.provider.settle(checkout, this.#random.below(2) === 0 ? 'succeeds' : 'fails');
    await this.#world.deliverWebhooks();
  }

  async #recordGift(): Promise<void> {
    this.#gifts += 1;
    const donationId = DonationId.parse(`don_${String(this.#gifts).padStart(16, '0')}`);
    const amount = Pence.parse(200 + this.#random.below(300) * 100);
    const receivedOn = LocalDate.parse(this.#world.deps.now().slice(0, 10));
    await recordGift(
      this.#world.deps,
      { donationId, fundId: this.#fund, amount, way: 'cheque', receivedOn, donor: undefined },
      fay,
    );
  }

  async #confirm(): Promise<void> {
    const { deps } = this.#world;
    const referralId = this.#referral;
    const referral = referralId && (await deps.store.get('referral', referralId));
    if (!referralId || !referral) return;
    const seen = referral.version;
    if (this.#random.below(8) > 0) await confirmReferral(deps, { referralId, seen, signals: [] }, asha);
    else
      await closeReferral(
        deps,
        { referralId, seen, outcome: 'referred-on', reason: 'elsewhere', spokenTo: true },
        asha,
      );
  }

  async #assess(): Promise<void> {
    const { deps } = this.#world;
    const referralId = this.#referral;
    const referral = referralId && (await deps.store.get('referral', referralId));
    if (!referralId || !referral) return;
    const by = this.#random.below(3) === 0 ? ben : asha;
    if (referral.value.state === 'awaiting-assessment')
      await startAssessment(deps, { referralId, seen: referral.version }, by);
    const [primaryGroup] = referral.value.groups;
    if (primaryGroup === undefined) return;
    const sessions = 4 + this.#random.below(9);
    const needs: Needs = { groups: [primaryGroup], primaryGroup, level: 'medium', mode: 'online', sessions };
    const means = { canPayWhole: this.#random.below(6) === 0, contribution: Pence.parse(this.#random.below(5) * 1000) };
    const band = this.#random.pick(PriorityBand.options) ?? 'routine';
    const suitability = this.#random.below(7) === 0 ? 'not-suitable' : 'assessed-suitable';
    const started = await deps.store.get('referral', referralId);
    const findings = { suitability, needs, means, band } as const;
    await recordAssessment(deps, { referralId, seen: started?.version ?? 0, findings }, by);
  }

  async #decideOnPlace(): Promise<void> {
    const { deps } = this.#world;
    const referralId = this.#referral;
    const place = referralId && (await deps.store.get('place', placeIdOf(referralId)));
    if (!place) return;
    const input = { placeId: place.value.id, seen: place.version };
    const by = this.#random.below(3) === 0 ? ben : cora;
    if (place.value.state === 'requested') await confirmWaiting(deps, input, by);
    else if (this.#random.below(7) === 0) await rejectPlace(deps, { ...input, reason: 'a reason' }, by);
    else await approvePlace(deps, input, by);
  }

  #link(template: string): string | undefined {
    const sent = this.#world.mailer.sent.filter((letter) => letter.template === template);
    return this.#random.pick(sent)?.text.match(/token=([\w-]+)/)?.[1];
  }

  async #answer(): Promise<void> {
    const { deps } = this.#world;
    const answer = this.#random.below(6);
    const stands = this.#random.below(2) === 0;
    if (answer < 3) await acceptOffer(deps, this.#link('therapist-offer') ?? '');
    else if (answer === 3) await declineOffer(deps, this.#link('therapist-offer') ?? '');
    else if (answer === 4) await takeAnswerBack(deps, this.#link('therapist-offer') ?? '');
    else await giveBack(deps, this.#link('therapist-accepted') ?? '');
    if (!stands) return;
    this.#world.advance({ minutes: this.#world.settings.therapy.undoMinutes });
    await this.#world.sweep();
  }

  async #pauseOrResume(): Promise<void> {
    const { deps } = this.#world;
    const referralId = this.#referral;
    if (!referralId) return;
    const paused = await pauseReferral(deps, { referralId, overlay: 'on-hold', why: 'away' }, cora);
    if (!paused.ok && this.#random.below(2) === 0) await resumeReferral(deps, { referralId, overlay: 'on-hold' }, cora);
  }

  async #withdraw(): Promise<void> {
    const referralId = this.#referral;
    if (referralId && this.#random.below(3) === 0)
      await withdrawReferral(this.#world.deps, referralId, { id: 'client', roles: ['client'] });
  }

  async #seekAgain(): Promise<void> {
    const referralId = this.#referral;
    if (referralId) await seekAgain(this.#world.deps, referralId, cora);
  }

  async #letTimePass(): Promise<void> {
    this.#world.advance({ days: this.#random.below(3), minutes: 20 });
    await this.#world.sweep();
  }
}
