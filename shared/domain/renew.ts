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
  const { id, state, poolId, credentials } = therapist.value;
  if (state === 'left') return refusePassed('closed', 'this therapist has left');
  if (papers.length === 0) return refuse('invalid', 'there is no new paper');
  const wrong = papers.find(({ validFrom, validThrough }) => validThrough < validFrom);
  if (wrong !== undefined) return refuse('invalid', `the ${wrong.kind} ends before it begins`);
  const after: Therapist = { ...therapist.value, credentials: [...papers.reduce(withPaper, credentials)] };
  const today = localDay(now, settings.office);
  const isWhole = missingCredentials(after, today, today).length === 0 && !isRenewalDue(after, now, settings);
  const next = state === 'renewal-due' && isWhole ? step(therapistStates, state, 'member', by) : accept(state);
  if (!next.ok) return next;
  return accept({
    about: `therapist/${id}`,
    did: 'renew-credentials',
    why: papers.map((paper) => `${paper.kind} through ${paper.validThrough}`).join(', '),
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
