import { LocalDate, ReferralId, TherapistId } from '../../events/values.ts';
import { loadSessions } from '../../shared/commands/load-case.ts';
import { completeTask } from '../../shared/commands/manage.ts';
import { renewCredentials } from '../../shared/commands/membership.ts';
import { seekAgain } from '../../shared/commands/offer.ts';
import { reviewSession } from '../../shared/commands/sessions.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import type { Task, TaskKind } from '../../shared/domain/task.ts';
import type { Credential } from '../../shared/domain/therapist.ts';
import { taskWords } from '../../shared/staff/words/tasks.ts';
import type { Charity } from './charity.ts';
import { asha, cora, fay, femi, sol } from './staff.ts';
import { day } from './story-calendar.ts';
import { letsPapersLapse } from './therapists.ts';

/** Calls are made within a day or two; papers come when they come. */
const lies: Partial<Record<TaskKind, number>> = {
  'same-day-call': 0,
  'call-client': 1,
  'tell-outcome': 1,
  'welfare-check': 1,
  'renew-credentials': 9,
};

const idIn = ({ value: { about } }: Versioned<'task'>): string => about.split('/').at(-1) ?? '';

/** Calls that wait for nobody’s return. */
export const callsOfTheDay: readonly TaskKind[] = ['same-day-call', 'welfare-check'];

/**
 * What lay on somebody’s desk for some days is done, with what its page lets come of it.
 * @param kinds when not all is done
 */
export async function clearDesks(charity: Charity, kinds?: readonly TaskKind[]): Promise<void> {
  const { store } = charity.deps;
  for (const by of [asha, cora, fay, femi, sol]) {
    for (const role of by.roles) {
      const { items } = await store.list('task', `tasks/${role}`, { limit: 100 });
      for (const task of items.filter(
        ({ value }) => (kinds?.includes(value.kind) ?? true) && isTimeFor(charity, value),
      ))
        await work(charity, task, by);
    }
  }
}

const isTimeFor = ({ time }: Charity, { kind, createdAt }: Task): boolean =>
  Date.parse(createdAt) <= time - (lies[kind] ?? 6) * day;

async function work(charity: Charity, task: Versioned<'task'>, by: Actor): Promise<void> {
  const { kind } = task.value;
  if (kind === 'renew-credentials') return recordPapers(charity, task);
  if (kind === 'no-therapist-found') {
    await charity.done(seekAgain(charity.deps, ReferralId.parse(idIn(task)), cora));
    return;
  }
  if (kind === 'review-session') await reviewAll(charity, task);
  const [usual, ...others] = taskWords[kind].outcomes;
  const open = await charity.deps.store.get('task', task.value.id);
  // The others end with a step on the case, the place or the gift.
  if (usual === undefined || open?.value.state !== 'open') return;
  const result = others.length > 0 && charity.deskChance.percent(20) ? charity.deskChance.pick(others) : usual;
  await charity.done(completeTask(charity.deps, { taskId: task.value.id, seen: open.version, result }, by));
}

const dateOf = (time: number): LocalDate => LocalDate.parse(new Date(time).toISOString().slice(0, 10));

/** Most therapists send their new papers; some take longer, and some let them lapse. */
async function recordPapers(charity: Charity, task: Versioned<'task'>): Promise<void> {
  const { deps, time, chance } = charity;
  const therapist = await deps.store.get('therapist', TherapistId.parse(idIn(task)));
  if (therapist?.value.state !== 'renewal-due' || letsPapersLapse(therapist.value.id) || chance.percent(75)) return;
  const soon = dateOf(time + deps.settings.therapists.renewalDueDays * day);
  const lapsing = therapist.value.credentials.filter(({ validThrough }) => validThrough <= soon);
  const papers: Credential[] = lapsing.map(({ kind }) => ({
    kind,
    validFrom: dateOf(time),
    validThrough: dateOf(time + (365 + chance.below(365)) * day),
  }));
  const input = { therapistId: therapist.value.id, seen: therapist.version, papers };
  await charity.done(renewCredentials(deps, input, cora));
}

/** Sessions that were held while a paper had lapsed: looked into, and paid. */
async function reviewAll(charity: Charity, task: Versioned<'task'>): Promise<void> {
  const { deps } = charity;
  for (const session of await loadSessions(deps.store, ReferralId.parse(idIn(task)))) {
    if (session.value.payment !== 'in-review') continue;
    await charity.done(reviewSession(deps, { sessionId: session.value.id, seen: session.version, passes: true }, cora));
  }
}
