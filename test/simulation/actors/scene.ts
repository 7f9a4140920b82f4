import { FundId, TherapistId } from '../../../events/values.ts';
import { openFund, openGeneralFund } from '../../../shared/commands/fund.ts';
import { enrolTherapist } from '../../../shared/commands/manage.ts';
import { applicant } from '../journey.ts';
import { createRandom } from '../random.ts';
import type { Errand } from '../town/act.ts';
import { marked, type Town } from '../town/town.ts';
import { cora } from './staff.ts';

const common = { aim: 'An aim', secondaryPurpose: 'The next person', kind: 'restricted' } as const;
const funds = [
  { name: 'Survivors', restriction: { groups: ['survivor'], regions: [] }, order: 1 },
  { name: 'Wales', restriction: { groups: [], regions: ['wales'] }, order: 2 },
  { name: 'Spring', restriction: { groups: [], regions: [], campaign: 'spring' }, order: 0 },
  { name: 'Welsh survivors', restriction: { groups: ['survivor'], regions: ['wales'] }, order: 3 },
] as const;

const openFunds: readonly Errand[] = funds.map(({ restriction, ...fund }, index) => ({
  name: 'open-fund',
  run: (deps) => {
    const id = FundId.parse(`fnd_0000000${index}`);
    const limits = { ...restriction, groups: [...restriction.groups], regions: [...restriction.regions] };
    return openFund(deps, { ...common, ...fund, id, restriction: limits }, cora);
  },
}));

const joining = (n: number): Errand => ({
  name: 'enrol-therapist',
  run: (deps) => {
    const therapistId = TherapistId.parse(`thr_${String(n).padStart(8, '0')}`);
    const fields = { name: `${marked} Therapist ${n}`, email: `therapist.${n}@example.org` };
    const therapist = { ...applicant(4500 + (n % 6) * 250), capacity: 1 + (n % 4) };
    const competences = ['worried-about-thoughts', 'online-behaviour', 'survivor'] as const;
    return enrolTherapist(
      deps,
      { therapistId, applicant: { ...therapist, competences: [...competences] }, fields },
      cora,
    );
  },
});

/** In some towns hardly anybody can be asked. */
const therapistsOf = (seed: number): number => (seed % 5 > 2 ? 2 + (seed % 3) : 12);

const sceneWith = (therapists: number): readonly Errand[] => [
  { name: 'open-fund', run: (deps) => openGeneralFund(deps) },
  ...openFunds,
  ...Array.from({ length: therapists }, (_, index) => joining(index + 1)),
];

/** What comes before any history: funds are opened, and therapists join. */
export const scene = sceneWith(therapistsOf(0));

/** Before the history begins. Nothing goes wrong yet. */
export async function setTheScene(town: Town): Promise<void> {
  const random = createRandom(0);
  town.faults.calm = true;
  for (const errand of sceneWith(therapistsOf(town.seed))) await town.doTogether([errand], random);
  town.faults.calm = false;
}
