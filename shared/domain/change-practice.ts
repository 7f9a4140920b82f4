import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { groupWords } from './group-words.ts';
import { pounds } from './money-words.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers } from './place.ts';
import type { CharitySettings } from './settings.ts';
import type { Therapist } from './therapist.ts';

/** What of a therapist's practice may change while they are with us: fee in pence with VAT, reach in kilometres. */
export type Practice = Pick<Therapist, 'modes' | 'reachKm' | 'fee' | 'capacity' | 'competences' | 'area' | 'region'>;

const trainedFor = (competences: Practice['competences']): string =>
  competences
    .toSorted()
    .map((group) => groupWords[group].toLowerCase())
    .join(', ');

const modesWords = (modes: Practice['modes']): string => modes.toSorted().join(' and ');

/** Each thing that changes, from what to what. */
const turns = (before: Practice, after: Practice): readonly string[] =>
  [
    ['fee', pounds(before.fee), pounds(after.fee)],
    ['clients at a time', String(before.capacity), String(after.capacity)],
    ['meets', modesWords(before.modes), modesWords(after.modes)],
    ['reach', `${before.reachKm} km`, `${after.reachKm} km`],
    ['area', before.area, after.area],
    ['trained for', trainedFor(before.competences), trainedFor(after.competences)],
  ].flatMap(([what, from, to]) => (from === to ? [] : [`${what}: ${from}, now ${to}`]));

/**
 * A therapist asks another fee, has room for more or fewer, meets clients otherwise or elsewhere, or has been trained for
 * more. It counts for what is offered from now on: fees agreed for places stay. While an offer is open only the room may change, for the offer said the rest.
 * @param why the reason that the coordinator chose
 * @returns refusals: `not-allowed`; `closed` for who has left; `invalid` for a fee above the cap, for no way of meeting,
 * for less room than is taken or offered, for anything an open offer says, and when nothing changes
 */
export function changePractice(
  therapist: Versioned<'therapist'>,
  practice: Practice,
  why: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator changes what a therapist takes');
  const before = therapist.value;
  if (before.state === 'left') return refusePassed('closed', 'this therapist has left');
  if (practice.fee > settings.therapy.feeCap) return refuse('invalid', 'the fee is above the cap');
  if (practice.competences.length === 0) return refuse('invalid', 'they are trained for nothing');
  if (practice.modes.length === 0) return refuse('invalid', 'there is no way to meet them');
  const taken = before.clients + before.offers;
  if (practice.capacity < taken) return refuse('invalid', `${taken} of their places are taken or offered`);
  const changed = turns(before, practice);
  if (changed.length === 0) return refuse('invalid', 'nothing is different');
  if (before.offers > 0 && turns(before, { ...practice, capacity: before.capacity }).length > 0) {
    return refuse('invalid', 'an open offer says their fee and how they meet: change these once it is answered');
  }
  const { modes, reachKm, fee, capacity, competences, area, region } = practice;
  return accept({
    about: `therapist/${before.id}`,
    did: 'change-practice',
    why: `${changed.join('; ')} (${why})`,
    by,
    at: now,
    ...nothingElse,
    changes: [change(therapist, { ...before, modes, reachKm, fee, capacity, competences, area, region })],
  });
}
