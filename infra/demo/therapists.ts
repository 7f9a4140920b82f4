import { ClientGroup, LocalDate, Pence, TherapistId } from '../../events/values.ts';
import { type Applicant, enrolTherapist } from '../../shared/commands/manage.ts';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import type { Charity } from './charity.ts';
import { personOf, townOf } from './people.ts';
import { cora } from './staff.ts';

export const therapistCount = 120;

const therapistIdOf = (number: number): TherapistId => TherapistId.parse(`thr_demo${String(number).padStart(8, '0')}`);

const day = 86_400_000;
const dateOf = (time: number): LocalDate => LocalDate.parse(new Date(time).toISOString().slice(0, 10));

/** How long after the story's end a credential runs: mostly a good while, now and then it lapses soon or has lapsed. */
function daysLeft(charity: Charity, kind: CredentialKind): number {
  const luck = charity.chance.below(40);
  if (kind === 'training') return 3650;
  if (luck === 0) return -1 - charity.chance.below(30);
  return luck < 3 ? charity.chance.below(30) : 60 + charity.chance.below(900);
}

function applicantOf(charity: Charity, number: number, storyEnds: number): Applicant {
  const { chance } = charity;
  const competences = ClientGroup.options.filter(() => chance.percent(55));
  const inPerson = chance.percent(60);
  const validFrom = dateOf(charity.time - (30 + chance.below(600)) * day);
  return {
    ...townOf(number),
    competences: competences.length > 0 ? competences : ['worried-about-thoughts'],
    modes: inPerson ? ['online', 'in-person'] : ['online'],
    reachKm: inPerson ? 20 + chance.below(5) * 10 : 0,
    fee: Pence.parse(4500 + chance.below(7) * 250),
    capacity: 1 + chance.below(4),
    credentials: CredentialKind.options.map((kind) => ({
      kind,
      validFrom,
      validThrough: dateOf(Math.max(charity.time + day, storyEnds + daysLeft(charity, kind) * day)),
    })),
  };
}

/** One more therapist joins. */
export async function enrol(charity: Charity, number: number, storyEnds: number): Promise<void> {
  const input = {
    therapistId: therapistIdOf(number),
    applicant: applicantOf(charity, number, storyEnds),
    fields: { ...personOf('therapist', number), phone: `01632 960${String(number).padStart(3, '0')}` },
  };
  await charity.done(enrolTherapist(charity.deps, input, cora));
}
