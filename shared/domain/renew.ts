import { Instant, LocalDate } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { later, localDay } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers } from './place.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { type TaskKind, taskIdOf } from './task.ts';
import { type Credential, CredentialKind, missingCredentials, type Therapist, therapistStates } from './therapist.ts';

const kind: TaskKind = 'renew-credentials';

const dayAfter = (day: LocalDate): LocalDate =>
  LocalDate.parse(later(Instant.parse(`${day}T12:00:00.000Z`), { days: 1 }).slice(0, 10));

/** Before every day that a paper can be valid on. */
const never = LocalDate.parse('2000-01-01');

/** The last day on which every credential is valid, as far as they are known; the earliest of days when one is missing. */
export function lapsesAfter({ credentials }: Pick<Therapist, 'credentials'>): LocalDate {
  const lasts = CredentialKind.options.map((each) =>
    credentials
      .filter((credential) => credential.kind === each)
      .map(({ validThrough }) => validThrough)
      .toSorted()
      .at(-1),
  );
  return lasts.map((last) => last ?? never).toSorted()[0] ?? never;
}

/** Once for each day on which a paper lapses. */
const occasionOf = (lapse: LocalDate): number => Number(lapse.replaceAll('-', ''));

/** The task that asks for a therapist's new papers. */
export const renewalTaskId = (therapist: Therapist) =>
  taskIdOf(kind, `therapist/${therapist.id}`, occasionOf(lapsesAfter(therapist)));

/** Through which day papers must be valid so that no renewal is due. */
const horizon = (now: Instant, { therapists, office }: CharitySettings): LocalDate =>
  localDay(later(now, { days: therapists.renewalDueDays }), office);

/** Whether a paper lapses so soon that its renewal is due; a lapsed one was due before. */
export const isRenewalDue = (
  therapist: Pick<Therapist, 'credentials'>,
  now: Instant,
  settings: CharitySettings,
): boolean => lapsesAfter(therapist) < horizon(now, settings);

/**
 * A paper of a member lapses soon: from now on nobody new is offered to them, as matching would not anyway past the day it
 * lapses, and the office asks for the new papers.
 * @param known the task about this day, if it is there already
 */
export function noteRenewalDue(
  therapist: Versioned<'therapist'>,
  known: Versioned<'task'> | undefined,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const next = step(therapistStates, therapist.value.state, 'renewal-due', system);
  if (!next.ok) return next;
  if (!isRenewalDue(therapist.value, now, settings))
    return refuse('wrong-state', 'every paper is valid for long enough');
  const { id, poolId } = therapist.value;
  const lapse = lapsesAfter(therapist.value);
  const due = Instant.parse(`${lapse}T12:00:00.000Z`);
  return accept({
    about: `therapist/${id}`,
    did: 'note-renewal-due',
    why: 'a credential lapses soon',
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      change(therapist, { ...therapist.value, state: next.value }),
      ...(known === undefined
        ? [openTask(kind, 'coordinator', `therapist/${id}`, now, due < now ? now : due, occasionOf(lapse))]
        : []),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.therapist.renewal-due.v1',
        subject: `therapist/${id}`,
        data: { therapistId: id, poolId },
      },
    ],
  });
}

/** A new paper beside those there were: one that follows without a gap is one with the old, so that it covers both. */
function withPaper(held: readonly Credential[], fresh: Credential): readonly Credential[] {
  const old = held.find(
    (one) =>
      one.kind === fresh.kind && one.validFrom <= fresh.validFrom && fresh.validFrom <= dayAfter(one.validThrough),
  );
  if (old === undefined) return [...held, fresh];
  const [, validThrough = fresh.validThrough] = [old.validThrough, fresh.validThrough].toSorted();
  return held.map((one) => (one === old ? { ...old, validThrough } : one));
}

/**
 * The office has seen new papers of a therapist. What was valid before stays known, for sessions of those days are held to
 * it. Whoever was due for renewal is a member again once every credential is valid for long enough.
 * @param tasks the open ones that asked for these papers
 * @returns refusals: `not-allowed`; `closed` for who has left; `invalid` for a paper that ends before it begins
 */
export function renewCredentials(
  therapist: Versioned<'therapist'>,
  papers: readonly Credential[],
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator records papers');
  const { state, credentials } = therapist.value;
  if (state === 'left') return refusePassed('closed', 'this therapist has left');
  if (papers.length === 0) return refuse('invalid', 'there is no new paper');
  const wrong = papers.find(({ validFrom, validThrough }) => validThrough < validFrom);
  if (wrong !== undefined) return refuse('invalid', `the ${wrong.kind} ends before it begins`);
  const why = papers.map((paper) => `${paper.kind} through ${paper.validThrough}`).join(', ');
  const after: Therapist = { ...therapist.value, credentials: [...papers.reduce(withPaper, credentials)] };
  return withPapers(therapist, after, { did: 'renew-credentials', why }, tasks, by, now, settings);
}

/**
 * A date was mistyped when a paper was recorded: the paper has other dates. What was offered or paid by the wrong ones
 * stands; sessions of a day on which it turns out to be valid, or not, are looked at by their own review.
 * @param wrong the paper as it was recorded
 * @param why the reason that the coordinator chose
 * @returns refusals: `not-allowed`; `closed` for who has left; `not-found` for a paper that is not theirs; `invalid` when
 * the paper would end before it begins, or is as it was
 */
export function correctCredential(
  therapist: Versioned<'therapist'>,
  wrong: Credential,
  right: Pick<Credential, 'validFrom' | 'validThrough'>,
  why: string,
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator records papers');
  const { state, credentials } = therapist.value;
  if (state === 'left') return refusePassed('closed', 'this therapist has left');
  const isWrong = ({ kind, validFrom, validThrough }: Credential): boolean =>
    kind === wrong.kind && validFrom === wrong.validFrom && validThrough === wrong.validThrough;
  if (!credentials.some(isWrong)) return refuse('not-found', 'there is no such paper');
  if (right.validThrough < right.validFrom) return refuse('invalid', `the ${wrong.kind} ends before it begins`);
  if (isWrong({ ...wrong, ...right })) return refuse('invalid', 'nothing is different');
  const after: Therapist = {
    ...therapist.value,
    credentials: credentials.map((one) => (isWrong(one) ? { ...one, ...right } : one)),
  };
  const spans = [wrong, right].map(({ validFrom, validThrough }) => `${validFrom} to ${validThrough}`);
  const said = { did: 'correct-credential', why: `${wrong.kind}: ${spans.join(', now ')} (${why})` };
  return withPapers(therapist, after, said, tasks, by, now, settings);
}

/** What other papers make of a membership: whoever was due for renewal is a member again once all are in order. */
function withPapers(
  therapist: Versioned<'therapist'>,
  after: Therapist,
  { did, why }: Pick<Decision, 'did' | 'why'>,
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { id, state, poolId } = therapist.value;
  const today = localDay(now, settings.office);
  const isWhole = missingCredentials(after, today, today).length === 0 && !isRenewalDue(after, now, settings);
  const next = state === 'renewal-due' && isWhole ? step(therapistStates, state, 'member', by) : accept(state);
  if (!next.ok) return next;
  return accept({
    about: `therapist/${id}`,
    did,
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(therapist, { ...after, state: next.value }),
      ...(isWhole ? tasks.map((task) => closeTask(task, by, now, 'the new papers are recorded')) : []),
    ],
    facts:
      next.value === state
        ? []
        : [
            {
              type: 'uk.sponsored-places.therapist.renewed.v1',
              subject: `therapist/${id}`,
              data: { therapistId: id, poolId },
            },
          ],
  });
}
