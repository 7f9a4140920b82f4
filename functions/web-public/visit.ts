import type { Context } from 'hono';
import { discardDraft, findByCode, openDraft, saveDraft } from '../../shared/commands/refer.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { referenceOf, referralIdFrom } from '../../shared/domain/referral.ts';
import { readCode } from '../../shared/vault/readable-code.ts';
import { clearCookie, readCookie, writeCookie } from '../../shared/web/cookies.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { type Answers, SavedAnswers } from './answers.ts';
import type { PublicDeps } from './public-deps.ts';

/**
 * A visit holds the draft's code from page to page, in a cookie that ends with the browser and that we refuse half an
 * hour after the last answer. It is never the way back to a draft: that is typing the code.
 */
const visitCookie = 'answers';
const idleMinutes = 30;
const tries = 5;

export interface Visit {
  readonly code: string;
  readonly answers: Answers;
}

export type FoundVisit =
  | { readonly kind: 'open'; readonly visit: Visit }
  /** Idle for too long: the answers are kept, the code opens them. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'none' };

interface OpenedDraft extends Visit {
  readonly version: number;
  readonly savedAt: string;
}

/** Opens the draft of a code; undefined when there is none, or none that this version of the questions understands. */
async function openAnswers(deps: PublicDeps, code: string): Promise<OpenedDraft | undefined> {
  const draft = await openDraft(deps, code);
  if (!draft.ok) return undefined;
  const saved = SavedAnswers.safeParse(JSON.parse(draft.value.text));
  return saved.success ? { code, version: draft.value.version, ...saved.data } : undefined;
}

export async function findVisit(c: Context<WebEnv>, deps: PublicDeps): Promise<FoundVisit> {
  const code = readCookie(c, visitCookie);
  const opened = code === undefined ? undefined : await openAnswers(deps, code);
  if (opened === undefined) return { kind: 'none' };
  if (!isRecent(deps, opened.savedAt)) return { kind: 'paused' };
  return { kind: 'open', visit: { code: opened.code, answers: opened.answers } };
}

/** The first answer is saved: from now on there is a draft, and a code to it. */
export async function beginVisit(c: Context<WebEnv>, deps: PublicDeps, answers: Answers): Promise<void> {
  const code = deps.secrets.newResumeCode();
  const saved = await saveDraft(deps, code, write(deps, answers), undefined);
  if (!saved.ok) throw new Error('a new draft has a code of its own');
  writeCookie(c, visitCookie, code, { sameSite: 'Strict' });
}

/**
 * Saves one more answer. Two windows may save at once: each adds its own answer to what is there.
 * @returns the answers as they are now; undefined when the draft is gone or is being written all the time.
 */
export async function saveAnswer(
  deps: PublicDeps,
  code: string,
  change: (answers: Answers) => Answers,
): Promise<Answers | undefined> {
  for (let turn = 1; turn <= tries; turn += 1) {
    const opened = await openAnswers(deps, code);
    if (opened === undefined) return undefined;
    const answers = change(opened.answers);
    const saved = await saveDraft(deps, code, write(deps, answers), opened.version);
    if (saved.ok) return answers;
    await deps.pause(Math.random() * 10 * 2 ** turn);
  }
  return undefined;
}

/** Takes a draft up again by its code. @returns its answers; undefined when there is none under this code. */
export async function resumeVisit(c: Context<WebEnv>, deps: PublicDeps, typed: string): Promise<Answers | undefined> {
  const code = tidyCode(typed);
  const answers = await saveAnswer(deps, code, (unchanged) => unchanged);
  if (answers !== undefined) writeCookie(c, visitCookie, code, { sameSite: 'Strict' });
  return answers;
}

/** A code as we write it, however it was typed: it is shown again. */
const tidyCode = (typed: string): string =>
  readCode(typed)
    .match(/.{1,4}/g)
    ?.join('-') ?? '';

/** Ends the visit on this device; the draft stays. */
export const leaveVisit = (c: Context<WebEnv>): void => clearCookie(c, visitCookie);

/** Ends the visit and deletes the draft. */
export async function discardVisit(c: Context<WebEnv>, deps: PublicDeps): Promise<void> {
  const code = readCookie(c, visitCookie);
  leaveVisit(c);
  if (code !== undefined) await discardDraft(deps, code);
}

/** The request that the answers under a code became, once they were sent. */
export async function findSent(
  deps: Pick<PublicDeps, 'store' | 'secrets'>,
  code: string,
): Promise<Versioned<'referral'> | undefined> {
  const reference = referenceOf(referralIdFrom(deps.secrets.draftHandleOf(code)));
  const found = await findByCode(deps, reference, code);
  return found.ok ? found.value.referral : undefined;
}

/** The request sent in this visit, for as long as the visit lasts. */
export async function findJustSent(
  c: Context<WebEnv>,
  deps: PublicDeps,
): Promise<{ readonly code: string; readonly referral: Versioned<'referral'> } | undefined> {
  const code = readCookie(c, visitCookie);
  const referral = code === undefined ? undefined : await findSent(deps, code);
  if (code === undefined || referral === undefined) return undefined;
  return isRecent(deps, referral.value.clock.startedAt) ? { code, referral } : undefined;
}

const isRecent = ({ now }: PublicDeps, at: string): boolean =>
  Date.parse(now()) - Date.parse(at) < idleMinutes * 60 * 1000;

const write = ({ now }: PublicDeps, answers: Answers): string => JSON.stringify({ answers, savedAt: now() });
