import type { Instant } from '../../../events/values.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import {
  acceptOffer,
  acknowledgeOffer,
  endOffer,
  giveBack,
  type OfferedCase,
} from '../../../shared/domain/answer-offer.ts';
import { approvePlace, confirmWaiting, expireReservation, rejectPlace } from '../../../shared/domain/approve.ts';
import { correctSession } from '../../../shared/domain/correct-session.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Purses } from '../../../shared/domain/lot-money.ts';
import { offerCase } from '../../../shared/domain/offer.ts';
import { later, localDay } from '../../../shared/domain/office-days.ts';
import { changeTherapist, endTherapy, type LivingCase, reduceBlock } from '../../../shared/domain/place-life.ts';
import { recordSession } from '../../../shared/domain/record-session.ts';
import { withdrawReferral } from '../../../shared/domain/refer.ts';
import { SessionOutcome } from '../../../shared/domain/session.ts';
import { unwindReferral } from '../../../shared/domain/unwind.ts';
import { purses } from '../money-samples.ts';
import { idOf, settings } from '../sample-ids.ts';
import type { Came, PlainRecords } from './plain-records.ts';

export const cora: Actor = { id: 'cora', roles: ['coordinator'] };

/** A handful of cases, from a place that waits to the end of therapy. */
export class PlainCases {
  readonly #records: PlainRecords;
  readonly #now: () => Instant;
  #minted = 0;

  constructor(records: PlainRecords, now: () => Instant) {
    this.#records = records;
    this.#now = now;
  }

  /** Tells tasks and calls apart. */
  #occasion(): number {
    this.#minted += 1;
    return this.#minted;
  }

  #purses(hold: Versioned<'hold'> | undefined): Purses {
    const ids = new Set<string>(hold?.value.draws.map(({ lotId }) => lotId));
    const lots = this.#records.all('lot').filter(({ id }) => ids.has(id));
    return purses(lots, this.#records.all('fund'));
  }

  #case(n: number) {
    const id = idOf.referral(n);
    const referral = this.#records.find('referral', id);
    const place = this.#records.find('place', idOf.place(n));
    const assessment = this.#records.find('assessment', id);
    if (referral === undefined || place === undefined || assessment === undefined) throw new Error(`no case ${n}`);
    const search = this.#records.find('search', id);
    const hold = 'holdId' in place.value ? this.#records.find('hold', place.value.holdId) : undefined;
    const tasks = this.#records.all('task').filter(({ value }) => value.about === `referral/${id}`);
    return { referral, place, assessment, search, hold, tasks, purses: this.#purses(hold) };
  }

  #offered(n: number): OfferedCase | undefined {
    const { search, ...theCase } = this.#case(n);
    const allocation = this.#records.find('allocation', search?.value.live);
    const therapist = this.#records.find('therapist', allocation?.value.therapistId);
    if (search === undefined || allocation === undefined || therapist === undefined) return undefined;
    return { ...theCase, search, allocation, therapist };
  }

  /** As it is with its therapist; of a session, with the one who held it and the hold that pays for it. */
  #living(n: number, session?: Versioned<'session'>): LivingCase | undefined {
    const { search, ...theCase } = this.#case(n);
    const allocation = this.#records.find('allocation', session?.value.allocationId ?? search?.value.live);
    const therapist = this.#records.find('therapist', allocation?.value.therapistId);
    if (search === undefined || allocation === undefined || therapist === undefined) return undefined;
    const hold = session === undefined ? theCase.hold : this.#records.find('hold', session.value.holdId);
    return { ...theCase, hold, purses: this.#purses(hold), search, allocation, therapist, sessions: this.sessions(n) };
  }

  sessions(n: number): readonly Versioned<'session'>[] {
    return this.#records.all('session').filter(({ value }) => value.referralId === idOf.referral(n));
  }

  approve(n: number, by: Actor): Came {
    return this.#records.carryOut(approvePlace(this.#case(n), by, this.#now(), settings));
  }

  reject(n: number): Came {
    const { hold, purses: lots, tasks, ...theCase } = this.#case(n);
    const open = tasks.filter(({ value }) => value.state === 'open');
    return this.#records.carryOut(
      rejectPlace(theCase, hold, lots, 'another way was found', cora, this.#now(), settings, open, this.#occasion()),
    );
  }

  expire(n: number): Came {
    const { place, hold, purses: lots } = this.#case(n);
    if (hold === undefined) return 'nothing';
    return this.#records.carryOut(expireReservation(place, hold, lots, this.#now(), settings));
  }

  confirm(n: number): Came {
    const { place, tasks } = this.#case(n);
    const open = tasks.filter(({ value }) => value.kind === 'confirm-expired-place');
    return this.#records.carryOut(confirmWaiting(place, open, cora, this.#now()));
  }

  offer(n: number): Came {
    const { search, ...theCase } = this.#case(n);
    if (search === undefined) return 'nothing';
    return this.#records.carryOut(
      offerCase({ ...theCase, search }, this.#records.all('therapist'), this.#now(), settings),
    );
  }

  answer(n: number, answer: 'accept' | 'acknowledge' | 'decline' | 'expire' | 'give-back'): Came {
    const offered = this.#offered(n);
    if (offered === undefined) return 'nothing';
    const now = this.#now();
    const therapist: Actor = { id: offered.therapist.value.id, roles: ['therapist'] };
    switch (answer) {
      case 'accept':
        return this.#records.carryOut(acceptOffer(offered, now, settings));
      case 'acknowledge':
        return this.#records.carryOut(acknowledgeOffer(offered, now));
      case 'decline':
        return this.#records.carryOut(endOffer(offered, 'declined', therapist, now));
      case 'expire':
        return this.#records.carryOut(endOffer(offered, 'expired', { id: 'system', roles: ['system'] }, now));
      case 'give-back':
        return this.#records.carryOut(giveBack(offered, [], now, settings, this.#occasion()));
    }
  }

  /** @param id the page's: told under one id again, it is the same session */
  record(n: number, id: number, daysAgo: number, outcome: number): Came {
    const theCase = this.#living(n);
    if (theCase === undefined) return 'nothing';
    const report = {
      id: idOf.session(id),
      on: localDay(later(this.#now(), { days: -daysAgo }), settings.office),
      outcome: SessionOutcome.options[outcome % SessionOutcome.options.length] ?? 'attended',
    };
    return this.#records.carryOut(recordSession(theCase, report, cora, this.#now(), settings));
  }

  correct(n: number, which: number, outcome: number): Came {
    const session = this.sessions(n)[which];
    const theCase = session && this.#living(n, session);
    if (session === undefined || theCase === undefined) return 'nothing';
    const to = SessionOutcome.options[outcome % SessionOutcome.options.length] ?? 'attended';
    const report = { on: session.value.on, outcome: to, why: 'the wrong line' };
    return this.#records.carryOut(correctSession(theCase, session, report, cora, this.#now(), settings));
  }

  reduce(n: number): Came {
    const theCase = this.#living(n);
    if (theCase === undefined) return 'nothing';
    return this.#records.carryOut(reduceBlock(theCase, 1, 'enough', cora, this.#now()));
  }

  change(n: number): Came {
    const theCase = this.#living(n);
    if (theCase === undefined) return 'nothing';
    return this.#records.carryOut(changeTherapist(theCase, 'asked for', cora, this.#now(), settings, this.#occasion()));
  }

  end(n: number, to: 'completed' | 'ended-early'): Came {
    const theCase = this.#living(n);
    if (theCase === undefined) return 'nothing';
    const how = { to, reason: 'done', spokenTo: false };
    return this.#records.carryOut(endTherapy(theCase, how, cora, this.#now(), settings, this.#occasion()));
  }

  withdraw(n: number): Came {
    const client: Actor = { id: 'client', roles: ['client'] };
    return this.#records.carryOut(withdrawReferral(this.#case(n).referral, client, this.#now(), settings));
  }

  unwind(n: number): Came {
    const { search, tasks, ...theCase } = this.#case(n);
    const allocation = this.#records.find('allocation', search?.value.live);
    const therapist = this.#records.find('therapist', allocation?.value.therapistId);
    const open = tasks.filter(({ value }) => value.state === 'open');
    return this.#records.carryOut(
      unwindReferral({ ...theCase, search, allocation, therapist, tasks: open }, this.#now(), settings),
    );
  }
}
