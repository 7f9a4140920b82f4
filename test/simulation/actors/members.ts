import { LocalDate, Pence, TherapistId } from '../../../events/values.ts';
import { enrolTherapist } from '../../../shared/commands/manage.ts';
import {
  changePractice,
  moveMembership,
  recordApplication,
  renewCredentials,
} from '../../../shared/commands/membership.ts';
import type { MembershipState } from '../../../shared/domain/membership.ts';
import { type Credential, CredentialKind } from '../../../shared/domain/therapist.ts';
import { applicant } from '../journey.ts';
import type { Random } from '../random.ts';
import { type OfficeAct, people, type Sight } from '../town/act.ts';
import { marked } from '../town/town.ts';
import { coordinators, cora } from './staff.ts';

const mostTherapists = 40;

/** Papers that are in order now; of some they lapse before long. */
const papers = (town: Sight, random: Random): Credential[] => {
  const inDays = random.below(3) > 0 ? 700 : 5 + random.below(60);
  const validThrough = LocalDate.parse(new Date(town.time + inDays * 86_400_000).toISOString().slice(0, 10));
  return CredentialKind.options.map((kind) => ({ kind, validFrom: LocalDate.parse('2026-01-01'), validThrough }));
};

const join = people('apply to join', 0.5, (town, random) => {
  if (town.watch.shadow.size('therapist') >= mostTherapists) return undefined;
  const number = town.nextId();
  const input = {
    therapistId: TherapistId.parse(`thr_${number.padStart(8, '0')}`),
    applicant: { ...applicant(4500), credentials: papers(town, random), capacity: 1 + random.below(3) },
    fields: { name: `${marked} Therapist`, email: `therapist.${number}@example.org` },
  };
  return random.below(3) === 0
    ? { name: 'enrol-therapist', again: true, run: (deps) => enrolTherapist(deps, input, cora) }
    : { name: 'record-application', again: true, run: (deps) => recordApplication(deps, input, cora) };
});

const next: Readonly<Record<string, MembershipState>> = {
  applied: 'references',
  references: 'trained',
  trained: 'member',
  member: 'suspended',
  'renewal-due': 'suspended',
  suspended: 'member',
};

/** Members come one at a time: suspending and leaving must leave enough to offer to. */
const states = [
  ...['applied', 'applied', 'references', 'references', 'trained', 'trained'],
  ...['member', 'renewal-due', 'renewal-due', 'suspended', 'suspended', 'suspended'],
] as const;

/** Somebody who may have an offer in their hands, or anybody. */
function memberToMove({ watch: { shadow } }: Sight, random: Random) {
  const offer = shadow.pickAmong(random, 'allocation', ['offered', 'acknowledged'])?.value;
  return offer !== undefined && random.below(3) === 0
    ? shadow.get('therapist', offer.therapistId)
    : shadow.pickAmong(random, 'therapist', states);
}

const move = people('go on with a membership', 0.8, (town, random) => {
  const therapist = memberToMove(town, random);
  if (therapist === undefined) return undefined;
  const isLeaving = random.below(therapist.value.state === 'renewal-due' || therapist.value.offers > 0 ? 3 : 6) === 0;
  const to = isLeaving ? 'left' : (next[therapist.value.state] ?? 'left');
  const input = { therapistId: therapist.value.id, seen: therapist.version, to, why: 'as the office found' } as const;
  const by = random.pick(coordinators) ?? cora;
  return { name: 'move-membership', again: true, run: (deps) => moveMembership(deps, input, by) };
});

const renew = people('renew papers', 0.5, (town, random) => {
  const state = random.below(6) === 0 ? 'member' : 'renewal-due';
  const therapist = town.watch.shadow.pick(random, 'therapist', state);
  if (therapist === undefined) return undefined;
  const input = { therapistId: therapist.value.id, seen: therapist.version, papers: papers(town, random) };
  return { name: 'renew-credentials', again: true, run: (deps) => renewCredentials(deps, input, cora) };
});

const practise = people('practise otherwise', 0.4, (town, random) => {
  const therapist = town.watch.shadow.pick(random, 'therapist', random.below(8) === 0 ? undefined : 'member');
  if (therapist === undefined) return undefined;
  const { modes, reachKm, fee, capacity, competences, area, region } = therapist.value;
  const room = Math.max(0, capacity + random.below(4) - 1);
  const dearer = { modes, reachKm: reachKm + random.below(30), fee: Pence.parse(fee - 300 + random.below(8) * 100) };
  const said = random.below(2) === 0 ? { modes, reachKm, fee } : dearer;
  const practice = { ...said, capacity: room, competences, area, region };
  const input = { therapistId: therapist.value.id, seen: therapist.version, practice, why: 'as they asked' };
  const by = random.pick(coordinators) ?? cora;
  return { name: 'change-practice', again: true, run: (deps) => changePractice(deps, input, by) };
});

/** Therapists who join, renew their papers, practise otherwise, rest, and leave. */
export const members: readonly OfficeAct[] = [join, move, renew, practise];
