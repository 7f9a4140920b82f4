import type { Email } from '../../../shared/domain/email.ts';
import { isPaused } from '../../../shared/domain/referral.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { allOf } from '../invariants.ts';

/**
 * Mails that have neither left nor been given up, and that nothing holds back: mail about a paused case waits for the
 * end of its pause, however long that takes, and so does one whose sending broke off before the pause began.
 */
export function mailUnderWay(content: StoreContent): readonly Email[] {
  const paused = new Set(
    allOf(content, 'referral')
      .filter(isPaused)
      .map(({ id }) => id),
  );
  const heldBack = new Set([
    ...[...paused].map((id) => `referral/${id}`),
    ...allOf(content, 'allocation')
      .filter(({ referralId }) => paused.has(referralId))
      .map(({ id }) => `allocation/${id}`),
  ]);
  return allOf(content, 'email').filter(
    ({ state, about }) => (state === 'sending' || state === 'requested') && !heldBack.has(about),
  );
}
