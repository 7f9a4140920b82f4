import type { Role } from '../../../events/values.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import { hasRole } from '../../../shared/domain/actor.ts';
import type { Search } from '../../../shared/domain/allocation.ts';
import type { Lot } from '../../../shared/domain/fund.ts';
import { type PlaceIn, placeIdOf } from '../../../shared/domain/place.ts';
import type { Referral } from '../../../shared/domain/referral.ts';
import type { RequestIn } from '../../../shared/domain/request.ts';
import type { Task } from '../../../shared/domain/task.ts';
import { areas, isApprover, isAssessor } from '../../../shared/staff/permissions.ts';
import { readUndecided, type Undecided } from '../../../shared/staff/queries/funds.ts';
import { readUpTo, type Some } from '../../../shared/staff/queries/read-up-to.ts';
import { caseOf, fundOf } from '../../../shared/staff/words/references.ts';
import type { Store } from '../../../shared/store/interface.ts';

/** The rows of one list that a working day can take in; what is beyond is said. */
const most = 50;
/** How much of a list is looked through for what is one's own. */
const mostLookedThrough = 400;

export interface TaskToDo {
  readonly task: Task;
  /** Whose case it is about: how they may be reached stands beside the task. */
  readonly referral: Referral | undefined;
  /** Of the fund it is about. */
  readonly fundName: string | undefined;
}

export interface WorkToDo {
  readonly tasks: Some<TaskToDo>;
  readonly assessor?: { readonly awaiting: Some<Referral>; readonly mine: Some<Referral> };
  readonly approver?: {
    readonly reserved: Some<PlaceIn<'reserved'>>;
    /** Next blocks and top-ups with money set aside, the first to run out first. */
    readonly requests: Some<RequestIn<'reserved'>>;
    readonly toConfirm: readonly PlaceIn<'requested'>[];
    readonly searches: Some<Search>;
  };
  readonly finance?: { readonly reviews: Some<Lot> };
  /** Transfers between funds that wait for a second person. */
  readonly undecided?: Undecided;
}

const nothing = { items: [], more: false };

/** The lists of tasks that somebody with these roles works through. */
export const taskRolesOf = ({ roles }: Pick<Actor, 'roles'>): readonly Role[] => [
  ...new Set(
    roles.map((role) => {
      if (role === 'coordinator-deputy') return 'coordinator';
      return role === 'safeguarding-deputy' ? 'safeguarding-lead' : role;
    }),
  ),
];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Calls to ask how somebody is, and whatever is about a person whom the police were in touch with lately. */
export const isAboutRisk = ({ task, referral }: TaskToDo): boolean =>
  task.kind === 'safeguarding-concern' ||
  task.kind === 'same-day-call' ||
  task.kind === 'welfare-check' ||
  referral?.recentPoliceContact === true;

/** Where somebody may be at risk comes first, then what is due first. */
async function readTasks(store: Store, actor: Actor): Promise<Some<TaskToDo>> {
  const lists = await Promise.all(
    taskRolesOf(actor).map((role) => readUpTo(most, (page) => store.list('task', `tasks/${role}`, page))),
  );
  const tasks = lists
    .flatMap(({ items }) => items)
    .map(({ value }) => value)
    .toSorted((a, b) => byText(a.dueAt, b.dueAt));
  const ids = [...new Set(tasks.map(({ about }) => caseOf(about)).filter((id) => id !== undefined))];
  const referrals = new Map((await store.getMany('referral', ids)).map(({ id, value }) => [id, value]));
  const fundIds = [...new Set(tasks.map(({ about }) => fundOf(about)).filter((id) => id !== undefined))];
  const fundNames = new Map((await store.getMany('fund', fundIds)).map(({ id, value }) => [id, value.name]));
  const items = tasks.map(
    (task): TaskToDo => ({
      task,
      referral: referrals.get(caseOf(task.about) ?? ''),
      fundName: fundNames.get(fundOf(task.about) ?? ''),
    }),
  );
  return {
    items: items.toSorted((a, b) => Number(isAboutRisk(b)) - Number(isAboutRisk(a))),
    more: lists.some(({ more }) => more),
  };
}

const readReferrals = async (
  store: Store,
  state: Referral['state'],
  looked: number,
  wanted: (referral: Referral) => boolean,
): Promise<Some<Referral>> => {
  const { items, more } = await readUpTo(looked, (page) => store.list('referral', `referrals/${state}`, page));
  return { items: items.map(({ value }) => value).filter(wanted), more };
};

async function readReserved(store: Store, pool: string): Promise<Some<PlaceIn<'reserved'>>> {
  const { items, more } = await readUpTo(most, (page) => store.list('place', `places/${pool}/reserved`, page));
  return { items: items.map(({ value }) => value).filter((place) => place.state === 'reserved'), more };
}

async function readReservedRequests(store: Store, pool: string): Promise<Some<RequestIn<'reserved'>>> {
  const { items, more } = await readUpTo(most, (page) => store.list('request', `requests/${pool}/reserved`, page));
  return { items: items.map(({ value }) => value).filter((request) => request.state === 'reserved'), more };
}

/** Places that lost their hold: each has an open task, so that none is looked for among all who wait. */
async function readToConfirm(store: Store, tasks: Some<TaskToDo>): Promise<readonly PlaceIn<'requested'>[]> {
  const ids = tasks.items
    .filter(({ task }) => task.kind === 'confirm-expired-place')
    .flatMap(({ referral }) => (referral === undefined ? [] : [placeIdOf(referral.id, referral.turn)]));
  const places = await store.getMany('place', [...new Set(ids)]);
  return places
    .map(({ value }) => value)
    .filter((place) => place.state === 'requested')
    .filter(({ unusable }) => unusable.some((why) => why !== 'paused'));
}

async function readSearches(store: Store): Promise<Some<Search>> {
  const states = ['none-left', 'seeking', 'offered'] as const;
  const lists = await Promise.all(
    states.map((state) => readUpTo(most, (page) => store.list('search', `searches/${state}`, page))),
  );
  return {
    items: lists.flatMap(({ items }) => items.map(({ value }) => value)),
    more: lists.some(({ more }) => more),
  };
}

async function readReviews(store: Store): Promise<Some<Lot>> {
  const { items, more } = await readUpTo(most, (page) => store.list('lot', 'lots-in-review', page));
  return { items: items.map(({ value }) => value), more };
}

/** Everything that waits for somebody in these roles. Each list is bounded, and says when there is more. */
export async function readWorkToDo(store: Store, actor: Actor, pool: string): Promise<WorkToDo> {
  const tasks = actor.roles.length === 0 ? nothing : await readTasks(store, actor);
  const [assessor, approver, finance, undecided] = await Promise.all([
    isAssessor(actor) ? readForAssessor(store, actor) : undefined,
    isApprover(actor) ? readForApprover(store, tasks, pool) : undefined,
    hasRole(actor, areas['record-gift']) ? readReviews(store) : undefined,
    hasRole(actor, areas['keep-funds']) ? readUndecided(store) : undefined,
  ]);
  return {
    tasks,
    ...(assessor === undefined ? {} : { assessor }),
    ...(approver === undefined ? {} : { approver }),
    ...(finance === undefined ? {} : { finance: { reviews: finance } }),
    ...(undecided === undefined ? {} : { undecided }),
  };
}

async function readForAssessor(store: Store, actor: Actor) {
  const [awaiting, mine] = await Promise.all([
    readReferrals(store, 'awaiting-assessment', most, () => true),
    readReferrals(
      store,
      'assessment-started',
      mostLookedThrough,
      ({ assessment }) => assessment?.assessorId === actor.id,
    ),
  ]);
  return { awaiting: { ...awaiting, items: riskFirst(awaiting.items) }, mine };
}

/** Who had contact with the police in the last weeks comes first, then who has waited longest: the list comes in that order. */
const riskFirst = (referrals: readonly Referral[]): readonly Referral[] =>
  referrals.toSorted((a, b) => Number(b.recentPoliceContact) - Number(a.recentPoliceContact));

async function readForApprover(store: Store, tasks: Some<TaskToDo>, pool: string) {
  const [reserved, requests, toConfirm, searches] = await Promise.all([
    readReserved(store, pool),
    readReservedRequests(store, pool),
    readToConfirm(store, tasks),
    readSearches(store),
  ]);
  return { reserved, requests, toConfirm, searches };
}
