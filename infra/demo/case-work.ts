import { LocalDate, type ReferralId, SessionId } from '../../events/values.ts';
import { acceptOffer, declineOffer, openLink } from '../../shared/commands/answer-offer.ts';
import { approvePlace, confirmWaiting } from '../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../shared/commands/assess.ts';
import { closeReferral, confirmReferral, recordDeath, withdrawReferral } from '../../shared/commands/intake.ts';
import { pauseReferral } from '../../shared/commands/manage.ts';
import { saveDraft, submitReferral } from '../../shared/commands/refer.ts';
import { approveRequest, requestNextBlock } from '../../shared/commands/requests.ts';
import { recordSession } from '../../shared/commands/sessions.ts';
import { endTherapy, pausePlace } from '../../shared/commands/therapy.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import type { AssessmentFindings } from '../../shared/domain/assess.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { hasEnded, placeIdOf, sessionsLeft } from '../../shared/domain/place.ts';
import { referralIdOf } from '../../shared/domain/referral.ts';
import type { SessionOutcome } from '../../shared/domain/session.ts';
import type { CasePlan } from './case-plans.ts';
import type { Charity } from './charity.ts';
import { personOf } from './people.ts';
import { asha, ben, cora, dev, sol } from './staff.ts';

const day = 86_400_000;
const privacyNotice = LocalDate.parse('2025-01-01');
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

const dateOf = (time: number): LocalDate => LocalDate.parse(new Date(time).toISOString().slice(0, 10));

interface Therapy {
  readonly referral: Versioned<'referral'>;
  /** None, when the person pays for themself. */
  readonly place: Versioned<'place'> | undefined;
  readonly by: Actor;
}

/** One person's case, as the office and their therapist take it on from day to day. */
export class Case {
  readonly plan: CasePlan;
  readonly #charity: Charity;
  #referralId: ReferralId | undefined;
  /** Nothing happens before: people take their time. */
  #restsUntil = 0;
  #sessions = 0;

  constructor(charity: Charity, plan: CasePlan) {
    this.#charity = charity;
    this.plan = plan;
  }

  get #assessor() {
    return this.plan.number % 3 === 0 ? ben : asha;
  }

  #rest(days: number): void {
    this.#restsUntil = this.#charity.time + days * day - day / 2;
  }

  /** They ask for help. */
  async refer(): Promise<void> {
    const { deps, chance } = this.#charity;
    const { number, byProfessional, group, town, inPerson, byPhone, isUrgentCall, canPayWhole } = this.plan;
    const code = Array.from({ length: 20 }, () => letters[chance.below(letters.length)]).join('');
    await this.#charity.done(saveDraft(deps, code, '{}', undefined));
    const sent = await this.#charity.done(
      submitReferral(deps, {
        code,
        client: { ...personOf('client', number), phone: `07700 900${String(number).padStart(3, '0')}` },
        referrer: byProfessional ? { ...personOf('referrer', number), organisation: 'Northbridge Surgery' } : undefined,
        answers: {
          door: byProfessional ? 'professional' : 'self',
          groups: [group],
          ...town,
          mode: inPerson ? 'in-person' : 'online',
          canContribute: canPayWhole ? 'whole' : 'something',
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
    this.#referralId = referralIdOf(sent.reference);
    this.#rest(1 + chance.below(2));
  }

  /** What the office does about it on a working day. */
  async workOn(): Promise<void> {
    const referralId = this.#referralId;
    if (referralId === undefined || this.#charity.time < this.#restsUntil) return;
    const referral = await this.#charity.deps.store.get('referral', referralId);
    if (referral === undefined || referral.value.onHold || referral.value.safeguardingPause) return;
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
        return this.#takeOn(referral);
      default:
    }
  }

  async #takeIn({ value: { id: referralId, personId }, version: seen }: Versioned<'referral'>): Promise<void> {
    const { deps, chance } = this.#charity;
    const { turn } = this.plan;
    this.#rest(2 + chance.below(5));
    if (turn?.at !== 'intake') {
      await this.#charity.done(
        confirmReferral(deps, { referralId, seen, signals: ['arrived', 'assessed'] }, this.#assessor),
      );
    } else if (turn.becomes === 'withdrawn') {
      await this.#charity.done(withdrawReferral(deps, referralId, { id: personId, roles: ['client'] }));
    } else {
      const reason = 'as spoken about on the telephone';
      const input = { referralId, seen, outcome: turn.becomes, reason, spokenTo: true };
      await this.#charity.done(closeReferral(deps, input, this.#assessor));
    }
  }

  async #assess({ value: { id: referralId }, version: seen }: Versioned<'referral'>): Promise<void> {
    const { turn, group, inPerson, sessions, canPayWhole, contribution, band } = this.plan;
    const mode = inPerson ? 'in-person' : 'online';
    const findings: AssessmentFindings = {
      suitability: turn?.at === 'assessment' ? turn.becomes : 'assessed-suitable',
      needs: { groups: [group], primaryGroup: group, level: 'medium', mode, sessions },
      means: { canPayWhole, contribution },
      band,
    };
    await this.#charity.done(recordAssessment(this.#charity.deps, { referralId, seen, findings }, this.#assessor));
    this.#rest(1 + this.#charity.chance.below(3));
  }

  /** From the waiting list to the last session. */
  async #takeOn({ value: { id: referralId, personId, turn } }: Versioned<'referral'>): Promise<void> {
    const { deps, chance } = this.#charity;
    const place = await deps.store.get('place', placeIdOf(referralId, turn));
    if (this.plan.turn?.at === 'waiting') {
      const { becomes } = this.plan.turn;
      if (becomes === 'withdrawn') {
        await this.#charity.done(withdrawReferral(deps, referralId, { id: personId, roles: ['client'] }));
      } else if (becomes === 'on-hold') {
        await this.#charity.done(
          pauseReferral(deps, { referralId, overlay: 'on-hold', why: 'away for some weeks' }, cora),
        );
      } else {
        const why = 'the safeguarding lead looks at it first';
        await this.#charity.done(pauseReferral(deps, { referralId, overlay: 'safeguarding', why }, sol));
      }
      return;
    }
    if (place?.value.state === 'requested' && place.value.unusable.some((why) => why !== 'paused')) {
      await this.#charity.done(confirmWaiting(deps, { placeId: place.value.id, seen: place.version }, cora));
    } else if (place?.value.state === 'reserved') {
      await this.#charity.done(
        approvePlace(deps, { placeId: place.value.id, seen: place.version }, chance.percent(85) ? cora : dev),
      );
      this.#rest(1);
    } else if (place?.value.state === 'in-use') {
      await this.#approveNextBlock(place.value.openRequests ?? []);
    }
  }

  async #approveNextBlock(requests: readonly string[]): Promise<void> {
    const { deps } = this.#charity;
    for (const id of requests) {
      const request = await deps.store.get('request', id);
      if (request?.value.state !== 'reserved') continue;
      await this.#charity.done(approveRequest(deps, { requestId: request.value.id, seen: request.version }, dev));
    }
  }

  /** In the evening a therapist answers what they were offered. */
  async answerOffer(): Promise<void> {
    const { deps, chance, letters: sent } = this.#charity;
    const search = this.#referralId && (await deps.store.get('search', this.#referralId));
    const live = search?.value.live;
    const allocation = live === undefined ? undefined : await deps.store.get('allocation', live);
    if (allocation?.value.state !== 'offered' || chance.percent(35)) return;
    const number = Number(allocation.value.therapistId.slice('thr_demo'.length));
    for (const letter of sent.get(personOf('therapist', number).email) ?? []) {
      if (letter.template !== 'therapist-offer') continue;
      const token = new URL(letter.data.offerUrl).searchParams.get('token') ?? '';
      const link = await openLink(deps, token, 'answer-offer');
      if (!link.ok || link.value.value.allocationId !== live) continue;
      if (chance.percent(80)) await this.#charity.done(acceptOffer(deps, token));
      else await this.#charity.done(declineOffer(deps, token));
      return this.#rest(5 + chance.below(5));
    }
  }

  /** The weekly meeting, once there is a therapist. */
  async meet(): Promise<void> {
    const therapy = await this.#therapy();
    if (therapy === undefined || (await this.#turns(therapy))) return;
    const { referral, place, by } = therapy;
    if (this.#sessions >= this.plan.sessions) {
      const why = 'all sessions have taken place';
      const input = { referralId: referral.value.id, seen: (place ?? referral).version, to: 'completed', why } as const;
      await this.#charity.done(endTherapy(this.#charity.deps, input, by));
      return;
    }
    if (place?.value.state === 'in-use') {
      const left = sessionsLeft(place.value);
      const goesOn = this.#sessions + left < this.plan.sessions;
      if (left <= 2 && goesOn && place.value.openRequests === undefined) await this.#askForMore(place);
      if (left === 0) return;
    }
    await this.#recordSession(therapy);
    this.#rest(7);
  }

  /** The case in the hands of its therapist, if it is, and time has come to meet again. */
  async #therapy(): Promise<Therapy | undefined> {
    const { store } = this.#charity.deps;
    const referralId = this.#referralId;
    if (referralId === undefined || this.#charity.time < this.#restsUntil) return undefined;
    const referral = await store.get('referral', referralId);
    const live = (await store.get('search', referralId))?.value.live;
    const allocation = live === undefined ? undefined : await store.get('allocation', live);
    if (referral === undefined || allocation?.value.state !== 'accepted') return undefined;
    const place = await store.get('place', placeIdOf(referralId, referral.value.turn));
    if (place !== undefined && (hasEnded(place.value) || place.value.state === 'paused')) return undefined;
    return { referral, place, by: { id: allocation.value.therapistId, roles: ['therapist'] } };
  }

  async #recordSession({ referral, by }: Therapy): Promise<void> {
    const { deps, chance, time } = this.#charity;
    const outcome: SessionOutcome = chance.percent(88)
      ? 'attended'
      : chance.pick(['late', 'cancelled-in-time', 'cancelled-late', 'therapist-cancelled']);
    this.#sessions += 1;
    const code = String(this.plan.number * 1000 + this.#sessions).padStart(8, '0');
    const input = {
      referralId: referral.value.id,
      sessionId: SessionId.parse(`ses_demo${code}`),
      on: dateOf(time),
      outcome,
    };
    await this.#charity.done(recordSession(deps, input, by));
  }

  async #askForMore(place: Versioned<'place'>): Promise<void> {
    const sessions = Math.min(6, this.plan.sessions - this.#sessions);
    const input = { placeId: place.value.id, seen: place.version, sessions, why: 'the review said it helps' };
    await this.#charity.done(requestNextBlock(this.#charity.deps, input, cora));
  }

  /** After three sessions some stories take a turn. */
  async #turns({ referral, place, by }: Therapy): Promise<boolean> {
    const { turn } = this.plan;
    if (turn?.at !== 'therapy' || this.#sessions < 3) return false;
    const { deps } = this.#charity;
    const seen = { referralId: referral.value.id, seen: (place ?? referral).version };
    if (turn.becomes === 'died') {
      await this.#charity.done(recordDeath(deps, { referralId: referral.value.id, seen: referral.version }, sol));
    } else if (turn.becomes === 'paused') {
      await this.#charity.done(pausePlace(deps, { ...seen, why: 'a stay in hospital' }, by));
    } else {
      await this.#charity.done(endTherapy(deps, { ...seen, to: 'ended-early', why: 'moved away' }, by));
    }
    return true;
  }
}
