import type { Instant } from '../../events/values.ts';
import { type Referral, type ReferralState, referralIdOf } from '../../shared/domain/referral.ts';
import { alterRecord } from './alter-record.ts';
import type { PublicSite } from './public-site.ts';

/** Puts a request where a test wants it. */
export const alterRequest = (site: PublicSite, reference: string, changes: Partial<Referral>): Promise<void> =>
  alterRecord(site, 'referral', referralIdOf(reference) ?? '', (referral) => ({ ...referral, ...changes }));

export const closedAs = (category: ReferralState, spokenTo: boolean): Referral['closing'] => ({
  at: '2026-11-24T10:00:00.000Z' as Instant,
  category,
  reason: 'a reason that is nobody’s business',
  spokenTo,
});
