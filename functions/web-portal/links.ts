import type { Context } from 'hono';
import { openLink } from '../../shared/commands/answer-offer.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import type { MailedPurpose } from '../../shared/domain/visit.ts';
import { readCookie, writeCookie } from '../../shared/web/cookies.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { PortalDeps } from './portal-deps.ts';

const cookieOf = {
  'answer-offer': 'offer',
  'see-client': 'client',
  'record-sessions': 'sessions',
} as const satisfies Record<MailedPurpose, string>;

/** Long enough to read and decide, short enough for a shared computer. The link in the mail can be opened again. */
const minutes = 30;

/** What a token of ours can look like; anything else in a link opens nothing, and fits no cookie perhaps. */
const tokenShape = /^[\w-]{1,128}$/;

/** Keeps a token for the next half hour, so that it stands in no address that is shown, kept or copied. */
export const keepToken = (c: Context<WebEnv>, purpose: MailedPurpose, token: string): void =>
  writeCookie(c, cookieOf[purpose], tokenShape.test(token) ? token : '', { maxAgeSeconds: minutes * 60 });

export const keptToken = (c: Context<WebEnv>, purpose: MailedPurpose): string => readCookie(c, cookieOf[purpose]) ?? '';

/** What the visitor's link stands for, if it still stands for anything. Looking changes nothing. */
export const openKeptLink = (
  deps: PortalDeps,
  c: Context<WebEnv>,
  purpose: MailedPurpose,
): Promise<Outcome<Versioned<'token'>>> => openLink(deps, keptToken(c, purpose), purpose);

/** The link of an offer, which after an answer takes the answer back. */
export async function openOfferLink(deps: PortalDeps, c: Context<WebEnv>): Promise<Outcome<Versioned<'token'>>> {
  const open = await openKeptLink(deps, c, 'answer-offer');
  return open.ok || open.refusal.code !== 'not-found'
    ? open
    : openLink(deps, keptToken(c, 'answer-offer'), 'take-answer-back');
}
