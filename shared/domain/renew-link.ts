import type { Instant } from '../../events/values.ts';
import { asTherapist, type OfferedCase } from './answer-offer.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import type { Email } from './email.ts';
import { later } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { isTimeForLate } from './record-late-session.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { isLasting, type LastingPurpose } from './visit.ts';

/** So long nobody is mailed again with the same old link, however often its button is pressed. */
const hoursBetween = 24;

type Behind = Pick<OfferedCase, 'allocation' | 'therapist' | 'search'>;

/**
 * Whether there is still something behind a link: this client, or for their own pages any client at all, sessions of this
 * one from before the end of therapy, or a rest to end.
 */
export const isStillTheirs = (
  purpose: LastingPurpose,
  { allocation, therapist, search }: Behind,
  now: Instant,
  settings: CharitySettings,
): boolean =>
  purpose === 'record-sessions'
    ? therapist.value.clients > 0 ||
      therapist.value.askAgainAfter !== undefined ||
      isTimeForLate(allocation.value, now, settings)
    : allocation.value.state === 'accepted' && search.value.live === allocation.value.id;

/** Which link a mail is to bring, as {@link renewLink} wrote it down. */
export const linkOf = ({ detail }: Email): LastingPurpose =>
  detail?.startsWith('see-client') === true ? 'see-client' : 'record-sessions';

/**
 * A therapist whose link has run out asks for a new one: it is mailed to the address on record and shown to nobody, so
 * that an old link in the wrong hands opens nothing.
 * @returns refusals, none of which a page tells apart: `wrong-state` while the link works; `used-already` when it was
 * asked for within a day; `closed` when nothing stands behind it any more.
 */
export function renewLink(
  link: Versioned<'token'>,
  behind: Behind,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { purpose, personId, allocationId, expiresAt, renewedAt } = link.value;
  if (!isLasting(purpose)) return refusePassed('closed', 'the time to answer is not renewed');
  if (now < expiresAt) return refuse('wrong-state', 'this link works');
  if (renewedAt !== undefined && now < later(renewedAt, { hours: hoursBetween })) {
    return refuse('used-already', 'a new link was asked for within a day');
  }
  if (!isStillTheirs(purpose, behind, now, settings))
    return refusePassed('closed', 'nothing stands behind the link any more');
  const mail = requestEmail('therapist-new-link', personId, `allocation/${allocationId}`, now, `${purpose} ${now}`);
  return accept({
    about: `referral/${behind.allocation.value.referralId}`,
    did: 'renew-link',
    why: 'the link in an earlier mail has run out',
    by: asTherapist(behind.therapist.value.id),
    at: now,
    ...nothingElse,
    changes: [change(link, { ...link.value, renewedAt: now }), mail.change],
    facts: [mail.fact],
  });
}
