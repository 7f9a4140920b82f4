import { ClientGroup, LocalDate, Pence, TherapistId } from '../../events/values.ts';
import { type Applicant, enrolTherapist } from '../../shared/commands/manage.ts';
import { moveMembership, recordApplication } from '../../shared/commands/membership.ts';
import type { MembershipState } from '../../shared/domain/membership.ts';
import { type Credential, CredentialKind } from '../../shared/domain/therapist.ts';
import { leavingReasons, suspensionReasons, textOfReason } from '../../shared/staff/words/reasons.ts';
import type { Charity } from './charity.ts';
import { idOf } from './ids.ts';
import { personOf, townOf } from './people.ts';
import { cora } from './staff.ts';
import { day, storyDays } from './story-calendar.ts';

const therapistCount = 120;

/** The last of them ask to join in the last weeks; all others joined with their papers complete. */
const applicantCount = 8;
const memberCount = therapistCount - applicantCount;
/** On which day of the story the last of the members joined. */
const lastJoining = 300;

const therapistIdOf = (number: number): TherapistId => TherapistId.parse(idOf('thr', String(number)));

const numbers = new Map(
  Array.from({ length: therapistCount }, (_, index) => [therapistIdOf(index + 1), index + 1] as const),
);

/** The number in the story of a therapist whom the product knows by an id. */
export function numberOfTherapist(id: TherapistId): number {
  const number = numbers.get(id);
  if (number === undefined) throw new Error(`${id} is nobody of the story`);
  return number;
}

const dateOf = (time: number): LocalDate => LocalDate.parse(new Date(time).toISOString().slice(0, 10));

/** Some never answer when their papers are asked for. */
export const letsPapersLapse = (id: TherapistId): boolean => numberOfTherapist(id) % 30 === 0;

/** How long after the story's end a paper runs: mostly a good while, now and then it lapses soon or has lapsed. */
function daysLeft({ chance }: Charity, number: number, kind: CredentialKind): number {
  if (kind === 'insurance' && letsPapersLapse(therapistIdOf(number))) return -10;
  const luck = chance.below(40);
  if (kind === 'training') return 3650;
  if (luck === 0) return -1 - chance.below(30);
  return luck < 3 ? chance.below(30) : 60 + chance.below(900);
}

const papersOf = (charity: Charity, number: number, ends: number): Credential[] =>
  CredentialKind.options.map((kind) => ({
    kind,
    validFrom: dateOf(charity.time - (30 + charity.chance.below(600)) * day),
    validThrough: dateOf(Math.max(charity.time + day, ends + daysLeft(charity, number, kind) * day)),
  }));

/** Who asks to join has their award; supervision is arranged from next month on, the rest has yet to come. */
const firstPapersOf = (charity: Charity): Credential[] => [
  { kind: 'training', validFrom: dateOf(charity.time - 20 * day), validThrough: dateOf(charity.time + 3650 * day) },
  { kind: 'supervision', validFrom: dateOf(charity.time + 45 * day), validThrough: dateOf(charity.time + 410 * day) },
];

function applicantOf({ chance }: Charity, number: number, credentials: Credential[]): Applicant {
  const competences = ClientGroup.options.filter(() => chance.percent(65));
  const inPerson = chance.percent(60);
  return {
    ...townOf(number),
    competences: competences.length > 0 ? competences : ['worried-about-thoughts'],
    modes: inPerson ? ['online', 'in-person'] : ['online'],
    reachKm: inPerson ? 30 + chance.below(5) * 10 : 0,
    fee: Pence.parse(4500 + chance.below(7) * 250),
    capacity: 1 + chance.below(4),
    credentials,
  };
}

const contactOf = (number: number) => ({
  ...personOf('therapist', number),
  phone: `01632 960${String(number).padStart(3, '0')}`,
});

/** On which day of the story somebody joins, or asks to. */
const joinsOn = (number: number): number =>
  number <= memberCount
    ? 1 + Math.floor(((number - 1) * lastJoining) / memberCount)
    : storyDays - 30 + (number - memberCount) * 3;

/** Steps of memberships beyond joining, by day of the story; an office of months has taken each of them. */
const steps: readonly (readonly [day: number, number: number, to: MembershipState, why: string])[] = [
  [380, 17, 'suspended', textOfReason(suspensionReasons, 'papers')],
  [401, 17, 'member', 'the suspension is over'],
  [420, 31, 'left', textOfReason(leavingReasons, 'retired')],
  [470, 52, 'left', textOfReason(leavingReasons, 'own')],
  [533, 64, 'suspended', textOfReason(suspensionReasons, 'concern')],
  [540, 88, 'suspended', textOfReason(suspensionReasons, 'asked')],
  [540, memberCount + 1, 'references', 'the references are in order'],
  [542, memberCount + 2, 'references', 'the references are in order'],
  [543, memberCount + 3, 'references', 'the references are in order'],
  [544, memberCount + 1, 'trained', 'the certificate was awarded'],
  [545, memberCount + 2, 'trained', 'the certificate was awarded'],
];

/** What happens to therapists on a day: some join, some ask to, some go a step further. */
export async function takeOnTherapists(charity: Charity, today: number, ends: number): Promise<void> {
  for (let number = 1; number <= therapistCount; number += 1) {
    if (joinsOn(number) === today) await join(charity, number, ends);
  }
  for (const [on, number, to, why] of steps) if (on === today) await take(charity, number, to, why);
}

async function join(charity: Charity, number: number, ends: number): Promise<void> {
  const { deps } = charity;
  const fields = contactOf(number);
  const therapistId = therapistIdOf(number);
  if (number <= memberCount) {
    const applicant = applicantOf(charity, number, papersOf(charity, number, ends));
    await charity.done(enrolTherapist(deps, { therapistId, applicant, fields }, cora));
    return;
  }
  const applicant = applicantOf(charity, number, firstPapersOf(charity));
  await charity.done(recordApplication(deps, { therapistId, applicant, fields }, cora));
}

async function take(charity: Charity, number: number, to: MembershipState, why: string): Promise<void> {
  const therapist = await charity.deps.store.get('therapist', therapistIdOf(number));
  if (therapist === undefined) throw new Error(`therapist ${number} has not joined yet`);
  // Nobody leaves their clients behind: whoever stands next in the list and has none leaves instead.
  if (to === 'left' && therapist.value.clients + therapist.value.offers > 0) return take(charity, number + 1, to, why);
  const input = { therapistId: therapist.value.id, seen: therapist.version, to, why };
  await charity.done(moveMembership(charity.deps, input, cora));
}
