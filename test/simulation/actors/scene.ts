import { FundId, TherapistId } from '../../../events/values.ts';
import { openFund, openGeneralFund } from '../../../shared/commands/fund.ts';
import { enrolTherapist } from '../../../shared/commands/manage.ts';
import { applicant } from '../journey.ts';
import { createRandom } from '../random.ts';
import { marked, type Town } from '../town/town.ts';
import { cora } from './staff.ts';

const common = { aim: 'An aim', secondaryPurpose: 'The next person', kind: 'restricted' } as const;
const funds = [
  { name: 'Survivors', restriction: { groups: ['survivor'], regions: [] }, order: 1 },
  { name: 'Wales', restriction: { groups: [], regions: ['wales'] }, order: 2 },
  { name: 'Spring', restriction: { groups: [], regions: [], campaign: 'spring' }, order: 0 },
  { name: 'Welsh survivors', restriction: { groups: ['survivor'], regions: ['wales'] }, order: 3 },
] as const;

const therapists = 12;

/** Before the history begins there are funds, and therapists who joined. Nothing goes wrong yet. */
export async function setTheScene(town: Town): Promise<void> {
  const random = createRandom(0);
  town.faults.calm = true;
  await town.doTogether([{ name: 'open-fund', run: (deps) => openGeneralFund(deps) }], random);
  for (const [index, { restriction, ...fund }] of funds.entries()) {
    const id = FundId.parse(`fnd_0000000${index}`);
    const limits = { ...restriction, groups: [...restriction.groups], regions: [...restriction.regions] };
    await town.doTogether(
      [{ name: 'open-fund', run: (deps) => openFund(deps, { ...common, ...fund, id, restriction: limits }, cora) }],
      random,
    );
  }
  for (let n = 1; n <= therapists; n += 1) {
    const therapistId = TherapistId.parse(`thr_${String(n).padStart(8, '0')}`);
    const fields = { name: `${marked} Therapist ${n}`, email: `therapist.${n}@example.org` };
    const joining = {
      ...applicant(4500 + (n % 6) * 250),
      competences: ['worried-about-thoughts', 'online-behaviour', 'survivor'] as const,
      capacity: 1 + (n % 4),
    };
    await town.doTogether(
      [
        {
          name: 'enrol-therapist',
          run: (deps) =>
            enrolTherapist(
              deps,
              { therapistId, applicant: { ...joining, competences: [...joining.competences] }, fields },
              cora,
            ),
        },
      ],
      random,
    );
  }
  town.faults.calm = false;
}
