import type { Instant, Pence } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { create, type Decision, nothingElse } from './decision.ts';
import type { Fund } from './fund.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { CharitySettings } from './settings.ts';

/** The fund every pool has from its first day. */
export const generalFund = ({ pool }: CharitySettings, now: Instant): Fund => ({
  ...pool.generalFund,
  poolId: pool.id,
  kind: 'unrestricted',
  restriction: { groups: [], regions: [] },
  order: 0,
  state: 'open',
  deficit: 0 as Pence,
  covered: 0 as Pence,
  openedAt: now,
});

/** Opens a fund. Its aim, its restriction and its secondary purpose are shown wherever it is appealed for. */
export function openFund(fund: Fund, by: Actor, now: Instant): Outcome<Decision> {
  if (!hasRole(by, ['coordinator', 'finance-maker', 'finance-checker', 'system'])) {
    return refuse('not-allowed', 'a fund is opened by a coordinator or finance');
  }
  const limits = fund.restriction.groups.length + fund.restriction.regions.length;
  if (fund.kind === 'unrestricted' && limits > 0) return refuse('invalid', 'an unrestricted fund restricts nothing');
  return accept({
    about: `fund/${fund.id}`,
    did: 'open-fund',
    why: fund.aim,
    by,
    at: now,
    ...nothingElse,
    changes: [create('fund', fund.id, fund)],
    facts: [
      {
        type: 'uk.sponsored-places.fund.opened.v1',
        subject: `fund/${fund.id}`,
        data: { fundId: fund.id, poolId: fund.poolId },
      },
    ],
  });
}
