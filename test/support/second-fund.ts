import { FundId } from '../../events/values.ts';
import { type NewFund, openFund, openGeneralFund } from '../../shared/commands/fund.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import type { PublicSite } from './public-site.ts';

export const coordinator: Actor = { id: 'stf_coordinator', roles: ['coordinator'] };

/** A fund beside the one that every pool has. */
export async function openSecondFund(site: PublicSite, changes: Partial<NewFund> = {}): Promise<FundId> {
  const id = FundId.parse('fnd_northernfund');
  await openGeneralFund(site.deps);
  const fund = {
    id,
    name: 'Therapy in the north',
    aim: 'Therapy for people in the north.',
    secondaryPurpose: 'If nobody there is waiting, it is used anywhere.',
    kind: 'restricted' as const,
    restriction: { groups: [], regions: ['north-east' as const] },
    order: 1,
    ...changes,
  };
  const opened = await openFund(site.deps, fund, coordinator);
  if (!opened.ok) throw new Error(opened.refusal.because);
  return opened.value;
}
