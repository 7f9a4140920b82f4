import { type AllocationId, LocalDate, type ReferralId } from '../../events/values.ts';
import { acceptOffer, confirmAnswer, declineOffer, openLink } from '../../shared/commands/answer-offer.ts';
import { approvePlace, confirmWaiting, rejectPlace } from '../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../shared/commands/assess.ts';
import { closeReferral, confirmReferral, withdrawReferral } from '../../shared/commands/intake.ts';
import { pauseReferral } from '../../shared/commands/manage.ts';
import { saveDraft, submitReferral } from '../../shared/commands/refer.ts';
import { approveRequest, confirmRequest } from '../../shared/commands/requests.ts';
import { DeclineReason } from '../../shared/domain/allocation.ts';
import type { AssessmentFindings } from '../../shared/domain/assess.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { type Place, placeIdOf } from '../../shared/domain/place.ts';
import { referralIdOf } from '../../shared/domain/referral.ts';
import {
  closingReasons,
  holdReasons,
  rejectionReasons,
  safeguardingReasons,
  textOfReason,
} from '../../shared/staff/words/reasons.ts';
import type { CasePlan } from './case-plans.ts';
import type { Charity } from './charity.ts';
import { personOf } from './people.ts';
import { asha, ben, cora, dev, sol } from './staff.ts';
import { day } from './story-calendar.ts';
import { numberOfTherapist } from './therapists.ts';
import { type Progress, TherapyWork } from './therapy-work.ts';

const privacyNotice = LocalDate.parse('2025-01-01');
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** One person’s case, as the office takes it on from day to day until there is a therapist. */
export class Case {
  readonly plan: CasePlan;
  readonly therapy: TherapyWork;
  readonly #charity: Charity;
  readonly #progress: Progress = { referralId: undefined, restsUntil: 0, sessions: 0 };

  constructor(charity: Charity, plan: CasePlan) {
    this.#charity = charity;
    this.plan = plan;
    this.therapy = new TherapyWork(charity, plan, this.#progress);
  }

  /** Whose case it is; unknown until they have asked. */
  get referralId(): ReferralId | undefined {
    return this.#progress.referralId;
  }

  get #assessor() {
    return this.plan.number % 3 === 0 ? ben : asha;
  }

  #rest(days: number): void {
    this.#progress.restsUntil = this.#charity.time + days * day - day / 2;
  }

  /** They ask for help. */
  async refer(): Promise<void> {
    const { deps, chance } = this.#charity;
    const { number, byProfessional, groups, town, inPerson, byPhone, isUrgentCall } = this.plan;
    const code = Array.from({ length: 20 }, () => letters[chance.below(letters.length)]).join('');
    await this.#charity.done(saveDraft(deps, code, '{}', undefined));
    const sent = await this.#charity.done(
      submitReferral(deps, {
        code,
        client: { ...personOf('client', number), phone: `07700 900${String(number).padStart(3, '0')}` },
        referrer: byProfessional ? { ...personOf('referrer', number), organisation: 'Northbridge Surgery' } : undefined,
        answers: {
          door: byProfessional ? 'professional' : 'self',
          groups: [...groups],
          ...town,
          mode: inPerson ? 'in-person' : 'online',
          contact: {
            channel: byPhone ? 'phone' : 'email',
            times: byPhone ? ['weekday-evenings'] : [],
            voicemail: 'no',
            mayReveal: chance.percent(50) ? 'nothing' : 'service',
          },
          recentPoliceContact: isUrgentCall,
          adult: true,
          signals: byProfessional ? ['arrived', 'assessed', 'began'] : [],
          privacyNotice,
        },
      }),
    );
    this.#progress.referralId = referralIdOf(sent.reference);
    this.#rest(1 + chance.below(2));
  }

  /**
   * What the office does about it on a working day. In its last week the coordinator is away: what is reserved meanwhile
   * waits, and on the day before the story ends two of three places are approved.
   * @param daysLeft until the story ends
   */
  async workOn(daysLeft: number): Promise<void> {
    const { referralId, restsUntil } = this.#progress;
    if (referralId === undefined || this.#charity.time < restsUntil) return;
    const referral = await this.#charity.deps.store.get('referral', referralId);
    if (referral === undefined || referral.value.onHold || referral.value.safeguardingPause) return;
    const { turn } = this.plan;
    if (turn?.at === 'desk' && turn.in === referral.value.state) return;
    switch (referral.value.state) {
      case 'submitted':
      case 'awaiting-consent':
        return this.#takeIn(referral);
      case 'awaiting-assessment':
        await this.#charity.done(
          startAssessment(this.#charity.deps, { referralId, seen: referral.version }, this.#assessor),
        );
        return this.#rest(2 + this.#charity.chance.below(4));
      case 'assessment-started':
        return this.#assess(referral);
      case 'assessed-suitable':
      case 'in-therapy':
        return this.#takeOn(referral, daysLeft);
      default:
    }
  }

  async #takeIn({ value: { id: referralId, personId }, version: seen }: Versioned<'referral'>): Promise<void> {
    const { deps, chance } = this.#charity;
    const { turn } = this.plan;
    this.#rest(turn?.at === 'desk' ? 1 : 2 + chance.below(5));
    if (turn?.at !== 'intake') {
      await this.#charity.done(
        confirmReferral(deps, { referralId, seen, signals: ['arrived', 'assessed'] }, this.#assessor),
      );
      return;
    }
    const reason = closingReasons.find(({ value }) => value === turn.closes);
    if (reason === undefined) {
      await this.#charity.done(withdrawReferral(deps, referralId, { id: personId, roles: ['client'] }));
      return;
    }
    const input = { referralId, seen, outcome: reason.category, reason: reason.text, spokenTo: true };
    await this.#charity.done(closeReferral(deps, input, this.#assessor));
  }

  async #assess({ value: { id: referralId }, version: seen }: Versioned<'referral'>): Promise<void> {
    const { turn, groups, level, inPerson, sessions, canPayWhole, contribution, band } = this.plan;
    const mode = inPerson ? 'in-person' : 'online';
    const findings: AssessmentFindings = {
      suitability: turn?.at === 'assessment' ? turn.becomes : 'assessed-suitable',
      needs: { groups: [...groups], primaryGroup: groups[0], level, mode, sessions },
      means: { canPayWhole, contribution },
      band,
    };
    await this.#charity.done(recordAssessment(this.#charity.deps, { referralId, seen, findings }, this.#assessor));
    this.#rest(1);
  }

  /** From the waiting list to a therapist, and from block to block. */
  async #takeOn(referral: Versioned<'referral'>, daysLeft: number): Promise<void> {
    const { deps, chance } = this.#charity;
    const place = await deps.store.get('place', placeIdOf(referral.value.id, referral.value.turn));
    if (this.plan.turn?.at === 'waiting') return this.#waitsNoMore(this.plan.turn.becomes, referral, place);
    if (place?.value.state === 'requested' && place.value.unusable.some((why) => why !== 'paused')) {
      await this.#waitsOn(place);
    } else if (place?.value.state === 'reserved') {
      if (daysLeft < 7 && (daysLeft > 1 || !this.#charity.isNextApproved())) return;
      await this.#charity.done(
        approvePlace(deps, { placeId: place.value.id, seen: place.version }, chance.percent(85) ? cora : dev),
      );
      this.#rest(1);
    } else if (place?.value.state === 'in-use') {
      await this.#approveNextBlock(place.value);
    }
  }

  /** Nobody was found, or nobody came to approve it: twice it waits on, and then somebody looks at what is needed anew. */
  async #waitsOn({ value: { id: placeId, holds }, version: seen }: Versioned<'place'>): Promise<void> {
    const { deps } = this.#charity;
    const reason = textOfReason(rejectionReasons, 'needs');
    await this.#charity.done(
      holds < 3 ? confirmWaiting(deps, { placeId, seen }, cora) : rejectPlace(deps, { placeId, seen, reason }, cora),
    );
    this.#rest(7);
  }

  async #waitsNoMore(
    becomes: (CasePlan['turn'] & { at: 'waiting' })['becomes'],
    { value: { id: referralId, personId } }: Versioned<'referral'>,
    place: Versioned<'place'> | undefined,
  ): Promise<void> {
    const { deps } = this.#charity;
    if (becomes === 'withdrawn') {
      await this.#charity.done(withdrawReferral(deps, referralId, { id: personId, roles: ['client'] }));
    } else if (becomes === 'on-hold') {
      const why = textOfReason(holdReasons, 'practical');
      await this.#charity.done(pauseReferral(deps, { referralId, overlay: 'on-hold', why }, cora));
    } else if (becomes === 'safeguarding') {
      const why = textOfReason(safeguardingReasons, 'concern');
      await this.#charity.done(pauseReferral(deps, { referralId, overlay: 'safeguarding', why }, sol));
    } else if (place?.value.state === 'requested' || place?.value.state === 'reserved') {
      const reason = textOfReason(rejectionReasons, 'other-funder');
      await this.#charity.done(rejectPlace(deps, { placeId: place.value.id, seen: place.version, reason }, cora));
    }
  }

  async #approveNextBlock({ openRequests = [] }: Place): Promise<void> {
    const { deps } = this.#charity;
    for (const id of openRequests) {
      const request = await deps.store.get('request', id);
      if (request === undefined) continue;
      const seen = { requestId: request.value.id, seen: request.version };
      if (request.value.state === 'reserved') await this.#charity.done(approveRequest(deps, seen, dev));
      const hasLapsed = request.value.state === 'requested' && request.value.unusable.length > 0;
      if (hasLapsed) await this.#charity.done(confirmRequest(deps, seen, cora));
    }
  }

  /** In the evening a therapist answers what they were offered. */
  async answerOffer(): Promise<void> {
    const { deps, chance, letters: sent } = this.#charity;
    const { referralId } = this.#progress;
    const search = referralId && (await deps.store.get('search', referralId));
    const live = search?.value.live;
    const allocation = live === undefined ? undefined : await deps.store.get('allocation', live);
    if (allocation?.value.state !== 'offered' || chance.percent(35)) return;
    const number = numberOfTherapist(allocation.value.therapistId);
    for (const letter of sent.get(personOf('therapist', number).email) ?? []) {
      if (letter.template !== 'therapist-offer') continue;
      const token = new URL(letter.data.offerUrl).searchParams.get('token') ?? '';
      const link = await openLink(deps, token, 'answer-offer');
      if (!link.ok || link.value.value.allocationId !== live) continue;
      await this.#answer(token, allocation.value.id);
      return this.#rest(10 + chance.below(5));
    }
  }

  /** Most accept; who finds on the page that a paper of theirs ends too soon can only decline. */
  async #answer(token: string, allocationId: AllocationId): Promise<void> {
    const { deps, chance } = this.#charity;
    if (chance.percent(80)) {
      const accepted = await acceptOffer(deps, token);
      if (accepted.ok || accepted.refusal.code !== 'not-eligible') {
        this.#charity.expect(accepted);
        return this.#stand(allocationId);
      }
    }
    const reason = DeclineReason.options[this.plan.number % DeclineReason.options.length];
    await this.#charity.done(declineOffer(deps, token, { reason }));
    await this.#stand(allocationId);
  }

  /** Nobody takes an answer back; it becomes true a few minutes later. */
  async #stand(allocationId: AllocationId): Promise<void> {
    const { deps, time } = this.#charity;
    this.#charity.moveTo(time + deps.settings.therapy.undoMinutes * 60_000);
    await this.#charity.done(confirmAnswer(deps, allocationId));
  }
}
