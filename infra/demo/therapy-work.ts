import { LocalDate, type ReferralId, SessionId } from '../../events/values.ts';
import { recordDeath } from '../../shared/commands/intake.ts';
import { requestNextBlock } from '../../shared/commands/requests.ts';
import { recordSession } from '../../shared/commands/sessions.ts';
import { changeTherapist, endTherapy, pausePlace } from '../../shared/commands/therapy.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { hasEnded, placeIdOf, sessionsLeft } from '../../shared/domain/place.ts';
import type { SessionOutcome } from '../../shared/domain/session.ts';
import {
  changeReasons,
  endReasons,
  nextBlockReasons,
  restReasons,
  textOfReason,
} from '../../shared/staff/words/reasons.ts';
import type { CasePlan } from './case-plans.ts';
import type { Charity } from './charity.ts';
import { idOf } from './ids.ts';
import { cora, sol } from './staff.ts';
import { day } from './story-calendar.ts';

/** How far a case has come. */
export interface Progress {
  referralId: ReferralId | undefined;
  /** Nothing happens before (epoch milliseconds): people take their time. */
  restsUntil: number;
  sessions: number;
}

interface Therapy {
  readonly referral: Versioned<'referral'>;
  /** None, when the person pays for themself. */
  readonly place: Versioned<'place'> | undefined;
  readonly by: Actor;
}

/** One person’s therapy, once there is a therapist. */
export class TherapyWork {
  readonly #charity: Charity;
  readonly #plan: CasePlan;
  readonly #progress: Progress;
  #hasTurned = false;

  constructor(charity: Charity, plan: CasePlan, progress: Progress) {
    this.#charity = charity;
    this.#plan = plan;
    this.#progress = progress;
  }

  /** The weekly meeting. */
  async meet(): Promise<void> {
    const therapy = await this.#find();
    if (therapy === undefined || (await this.#turns(therapy))) return;
    const { place } = therapy;
    if (this.#progress.sessions >= this.#plan.sessions) {
      await this.#end(therapy, 'done');
      return;
    }
    if (place?.value.state === 'in-use') {
      const left = sessionsLeft(place.value);
      const goesOn = this.#progress.sessions + left < this.#plan.sessions;
      if (left <= 2 && goesOn && place.value.openRequests === undefined) await this.#askForMore(place);
      if (left === 0) return;
    }
    await this.#recordSession(therapy);
    this.#progress.restsUntil = this.#charity.time + 6.5 * day;
  }

  /** The case in the hands of its therapist, if it is, and time has come to meet again. */
  async #find(): Promise<Therapy | undefined> {
    const { store } = this.#charity.deps;
    const { referralId, restsUntil } = this.#progress;
    if (referralId === undefined || this.#charity.time < restsUntil) return undefined;
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
    const isFirst = this.#progress.sessions === 0;
    const outcome: SessionOutcome =
      isFirst || chance.percent(86)
        ? 'attended'
        : chance.pick(['late', 'cancelled-in-time', 'cancelled-late', 'did-not-attend', 'therapist-cancelled']);
    this.#progress.sessions += 1;
    const input = {
      referralId: referral.value.id,
      sessionId: SessionId.parse(idOf('ses', `${this.#plan.number} ${this.#progress.sessions}`)),
      on: LocalDate.parse(new Date(time).toISOString().slice(0, 10)),
      outcome,
    };
    await this.#charity.done(recordSession(deps, input, by));
  }

  async #askForMore(place: Versioned<'place'>): Promise<void> {
    const sessions = Math.min(6, this.#plan.sessions - this.#progress.sessions);
    const why = textOfReason(nextBlockReasons, 'helps');
    const input = { placeId: place.value.id, seen: place.version, sessions, why };
    await this.#charity.done(requestNextBlock(this.#charity.deps, input, cora));
  }

  async #end({ referral, place, by }: Therapy, reason: 'done' | 'stopped'): Promise<void> {
    const chosen = endReasons.find(({ value }) => value === reason);
    if (chosen === undefined) throw new Error(`nobody can end therapy for ${reason}`);
    const seen = { referralId: referral.value.id, seen: (place ?? referral).version };
    const ending = { to: chosen.to, why: chosen.text, spokenTo: true };
    await this.#charity.done(endTherapy(this.#charity.deps, { ...seen, ...ending }, by));
  }

  /** After three sessions some stories take a turn. */
  async #turns(therapy: Therapy): Promise<boolean> {
    const { turn } = this.#plan;
    if (turn?.at !== 'therapy' || this.#hasTurned || this.#progress.sessions < 3) return false;
    this.#hasTurned = true;
    const { deps } = this.#charity;
    const { referral, place, by } = therapy;
    const seen = { referralId: referral.value.id, seen: (place ?? referral).version };
    if (turn.becomes === 'died') {
      await this.#charity.done(recordDeath(deps, { referralId: referral.value.id, seen: referral.version }, sol));
    } else if (turn.becomes === 'paused') {
      await this.#charity.done(pausePlace(deps, { ...seen, why: textOfReason(restReasons, 'unwell') }, by));
    } else if (turn.becomes === 'changed') {
      await this.#charity.done(changeTherapist(deps, { ...seen, why: textOfReason(changeReasons, 'unable') }, cora));
    } else {
      await this.#end(therapy, 'stopped');
    }
    return true;
  }
}
