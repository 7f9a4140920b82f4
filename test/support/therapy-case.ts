import type { Versioned } from '../../shared/domain/decision.ts';
import type { Place } from '../../shared/domain/place.ts';
import type { LivingCase } from '../../shared/domain/place-life.ts';
import { allocation, place, referral, search, therapist } from './case-samples.ts';
import { hold, lot, purses } from './money-samples.ts';
import { asRead } from './sample-ids.ts';

/** One case with a therapist who charges £55, of which the person pays £10: a session costs the pool £45, a block £270 of the £300 held. */
export const inTherapy = (state: Place['state'], but: Partial<LivingCase> = {}): LivingCase => ({
  referral: referral({ state: state === 'allocated' ? 'assessed-suitable' : 'in-therapy' }),
  place: place(state, state === 'in-use' || state === 'paused' ? { amount: 27_000 } : {}),
  hold: hold(state === 'allocated' ? {} : { returning: 3000 }),
  allocation: allocation({ state: 'accepted', answeredAt: '2027-01-20T10:00:00.000Z' }),
  therapist: therapist({ clients: 1, offers: 0 }),
  search: search({ state: 'accepted' }),
  sessions: [],
  purses: purses([lot(1, 30_000), lot(2, 40_000)]),
  ...but,
});

/** A case whose client pays the whole fee: no place, and no money of ours. */
export const selfFunded = (but: Partial<LivingCase> = {}): LivingCase =>
  inTherapy('allocated', {
    place: undefined,
    hold: undefined,
    allocation: allocation({ state: 'accepted', answeredAt: '2027-01-20T10:00:00.000Z', placeId: undefined }),
    search: search({ state: 'accepted', placeId: undefined }),
    ...but,
  });

/** What a case is after a decision about it, its lots too. */
export function afterwards(
  theCase: LivingCase,
  changes: readonly { kind: string; id: string; after: unknown }[],
): LivingCase {
  const renew = <R extends Versioned<'place' | 'hold' | 'referral' | 'allocation' | 'therapist' | 'search' | 'lot'>>(
    record: R,
  ): R => {
    const made = changes.find(({ kind, id }) => kind === record.kind && id === record.id);
    return made === undefined ? record : { ...record, version: record.version + 1, value: made.after };
  };
  const known = theCase.sessions.map((record) => {
    const made = changes.find(({ kind, id }) => kind === 'session' && id === record.id);
    return made === undefined ? record : { ...record, version: record.version + 1, value: made.after };
  }) as LivingCase['sessions'];
  const fresh = changes
    .filter(({ kind, id }) => kind === 'session' && !theCase.sessions.some((record) => record.id === id))
    .map(({ id, after }) => asRead('session', id, after as LivingCase['sessions'][number]['value'], 1));
  return {
    referral: renew(theCase.referral),
    place: theCase.place && renew(theCase.place),
    hold: theCase.hold && renew(theCase.hold),
    allocation: renew(theCase.allocation),
    therapist: renew(theCase.therapist),
    search: renew(theCase.search),
    sessions: [...known, ...fresh],
    purses: {
      ...theCase.purses,
      lots: new Map([...theCase.purses.lots].map(([id, one]) => [id, renew(one)])),
    },
  };
}
