import type { EmailId, Instant, PoolId, ReferralId } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import { change, create, nothingElse } from '../domain/decision.ts';
import { claimMinutes } from '../domain/email.ts';
import { later } from '../domain/office-days.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import { checkoutHours } from '../domain/pledge-gift.ts';
import { isRenewalDue } from '../domain/renew.ts';
import { clearReview as decideClear } from '../domain/settle-gift.ts';
import { paymentSweepId } from '../domain/settle-payout.ts';
import { silentSince } from '../domain/silent-therapy.ts';
import type { Page } from '../store/interface.ts';
import { confirmAnswer, expireOffer } from './answer-offer.ts';
import { expireReservation, returnPlace } from './approve.ts';
import { tellDeputy } from './concern.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { openGeneralFund, watchDeficit, watchSpendBy } from './fund.ts';
import { expirePledge, storePaymentReport } from './give.ts';
import { missing } from './load-case.ts';
import { loadPool, type PoolTruth } from './load-pool.ts';
import { reportBlocking } from './manage-entry.ts';
import { noteRenewalDue } from './membership.ts';
import { renewPublicFigures } from './public-figures.ts';
import { sendRefund } from './refund.ts';
import { lapseRequest } from './requests.ts';
import { type SettlingDeps, settleDonation } from './settle-donation.ts';
import { noteSilence } from './therapy.ts';
import { carryOnTransfer } from './transfer.ts';

/** How a sweep asks the workers to look again. Each wake-up is harmless: whoever hears it reads the truth. */
export interface Wake {
  pool(poolId: PoolId): Promise<void>;
  search(referralId: ReferralId): Promise<void>;
  email(emailId: EmailId): Promise<void>;
}

export interface SweepDeps extends Deps {
  readonly wake: Wake;
}

/** So many at a time, page after page: one that cannot be handled now must not stand before all behind it. */
const aPage = 200;

/** What a sweep did, and what it could not do: a refusal that is no race means a fault worth looking at. */
export interface Swept {
  readonly done: number;
  readonly refused: readonly string[];
}

/** Part of a sweep. One that is broken does not keep those behind it from being swept. */
interface SweptPart extends Swept {
  readonly failures: readonly unknown[];
}

interface Listed<T> {
  readonly id: string;
  readonly value: T;
}

type ReadPage<T> = (page: { readonly limit: number; readonly after: string | undefined }) => Promise<Page<Listed<T>>>;

/**
 * Handles every one of a list, oldest first, page by page: what is handled leaves the list, so a sweep that runs out of
 * time is taken up by the next one.
 */
async function sweepEach<T>(read: ReadPage<T>, handle: (value: T) => Promise<Outcome<unknown>>): Promise<SweptPart> {
  let done = 0;
  const refused: string[] = [];
  const failures: unknown[] = [];
  let after: string | undefined;
  do {
    let page: Page<Listed<T>>;
    try {
      page = await read({ limit: aPage, after });
    } catch (failure) {
      // What cannot be read keeps its own list from being swept to the end, and no other.
      return { done, refused, failures: [...failures, failure] };
    }
    for (const { value } of page.items) {
      try {
        const outcome = await handle(value);
        if (outcome.ok) done += 1;
        else if (!outcome.refusal.passed) refused.push(outcome.refusal.because);
      } catch (failure) {
        failures.push(failure);
      }
    }
    after = page.next;
  } while (after !== undefined);
  return { done, refused, failures };
}

/** The same for something of which there is one. */
const sweepOne = (handle: () => Promise<Outcome<unknown>>): Promise<SweptPart> =>
  sweepEach(async () => ({ items: [{ id: 'one', value: undefined }], next: undefined }), handle);

/** @throws the first failure, after all the rest was swept: somebody is alarmed, and nobody else waits for it. */
function together(parts: readonly SweptPart[]): Swept {
  const [failure] = parts.flatMap((part) => part.failures);
  if (failure !== undefined) throw failure;
  return {
    done: parts.reduce((sum, part) => sum + part.done, 0),
    refused: parts.flatMap((part) => part.refused),
  };
}

/** Transfers that were broken off, and what has come free in closed funds. */
const sweepTransfers = ({ store, ...deps }: Deps, state: 'moving' | 'standing'): Promise<SweptPart> =>
  sweepEach(
    (page) => store.list('transfer', `transfers/${state}`, page),
    ({ id }) => carryOnTransfer({ store, ...deps }, id),
  );

/** Whatever ran out of time: answers nobody took back, reservations nobody approved, offers nobody answered, places without a therapist, reviews. */
export async function sweepDeadlines(deps: Deps): Promise<Swept> {
  const { store, settings } = deps;
  const due = { through: deps.now() };
  const pledgedBefore = { through: later(deps.now(), { hours: -checkoutHours }) };
  const pool = settings.pool.id;
  return together([
    await sweepEach(
      (page) => store.list('allocation', 'allocations/answered', { ...page, ...due }),
      ({ id }) => confirmAnswer(deps, id),
    ),
    await sweepEach(
      (page) => store.list('allocation', 'allocations/offered', { ...page, ...due }),
      ({ id }) => expireOffer(deps, id),
    ),
    await sweepEach(
      (page) => store.list('allocation', 'allocations/acknowledged', { ...page, ...due }),
      ({ id }) => expireOffer(deps, id),
    ),
    await sweepEach(
      (page) => store.list('place', `places/${pool}/reserved`, { ...page, ...due }),
      ({ id }) => expireReservation(deps, id),
    ),
    await sweepEach(
      (page) => store.list('place', `places/${pool}/approved`, { ...page, ...due }),
      ({ id }) => returnPlace(deps, id),
    ),
    await sweepEach(
      (page) => store.list('request', `requests/${pool}/reserved`, page),
      ({ id }) => lapseRequest(deps, id),
    ),
    await sweepEach(
      (page) => store.list('donation', 'donations/pledged', { ...page, ...pledgedBefore }),
      ({ id }) => expirePledge(deps, id),
    ),
    await sweepEach(
      (page) => store.list('lot', 'lots-in-review', { ...page, ...due }),
      ({ id }) => clearReview(deps, id),
    ),
    await sweepEach(
      (page) => store.list('concern', 'concerns/raised', { ...page, ...due }),
      ({ id }) => tellDeputy(deps, id),
    ),
    await sweepTransfers(deps, 'moving'),
    await sweepTransfers(deps, 'standing'),
    await sweepEach(
      (page) => store.list('fund', `funds/${pool}`, page),
      ({ id }) => watchSpendBy(deps, id),
    ),
    await sweepEach(
      async (page) => {
        const { items, next } = await store.list('fund', `funds/${pool}`, page);
        return { items: items.filter(({ value }) => value.deficit > 0 || value.owesSince !== undefined), next };
      },
      ({ id }) => watchDeficit(deps, id),
    ),
    await sweepEach(
      async (page) => {
        const { items, next } = await store.list('therapist', `therapists/${pool}/member`, page);
        return { items: items.filter(({ value }) => isRenewalDue(value, deps.now(), settings)), next };
      },
      ({ id }) => noteRenewalDue(deps, id),
    ),
    await sweepEach(
      async (page) => {
        const since = { through: silentSince(deps.now(), settings) };
        const { items, next } = await store.list('place', `places/${pool}/in-use`, { ...page, ...since });
        const isNews = ({ value }: (typeof items)[number]) =>
          value.heardAt !== undefined && value.silentTask === undefined;
        return { items: items.filter(isNews), next };
      },
      ({ id }) => noteSilence(deps, id),
    ),
    { ...(await sweepOne(() => renewPublicFigures(deps))), done: 0 },
  ]);
}

const clearReview = (deps: Deps, lotId: string): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const lot = await deps.store.get('lot', lotId);
    const donation = lot === undefined ? undefined : await deps.store.get('donation', lot.value.donationId);
    if (lot === undefined || donation === undefined) return missing('lot');
    return decided(decideClear(lot, donation, deps.now()), undefined);
  });

export interface SweptPools extends Swept {
  /** Whether somebody waits who could be paid for: the allocator should not have left it so until this sweep. */
  readonly stuck: boolean;
}

/** Wakes the allocator and every search that waits, in case a wake-up was ever lost. */
export async function sweepPools(deps: SweepDeps): Promise<SweptPools> {
  const { store, settings, wake } = deps;
  const poolId = settings.pool.id;
  const opened = await sweepOne(() => openGeneralFund(deps));
  const [read] = await Promise.allSettled([loadPool(deps, poolId)]);
  const truth = read.status === 'fulfilled' ? read.value : undefined;
  const woken = await sweepOne(async () => accept(await wake.pool(poolId)));
  const searches = await sweepEach(
    (page) => store.list('search', 'searches/seeking', page),
    async (search) => accept(await wake.search(search.referralId)),
  );
  const blocking = truth === undefined ? [] : [await reportWhoBlocks(deps, truth)];
  const unread = read.status === 'fulfilled' ? [] : [read.reason];
  const swept = together([
    { ...opened, done: 0 },
    { done: 0, refused: [], failures: unread },
    woken,
    searches,
    ...blocking,
  ]);
  return { ...swept, stuck: (truth?.plan.placements.length ?? 0) > 0 };
}

/** Entries that have held money back from others for as long as the settings allow become tasks. */
function reportWhoBlocks(deps: Deps, { waiting, plan }: PoolTruth): Promise<SweptPart> {
  const since = later(deps.now(), { days: -deps.settings.waiting.blockedDays });
  const blocking = new Set(plan.unfunded.filter(({ within }) => within > 0).map(({ order }) => order));
  const items = waiting
    .filter(({ order }) => blocking.has(order))
    .filter(({ place, request }) => {
      const waits = request?.value ?? place.value;
      return waits.state === 'requested' && waits.blocksSince !== undefined && waits.blocksSince <= since;
    })
    .map((value) => ({ id: value.order, value }));
  return sweepEach(
    async () => ({ items, next: undefined }),
    (entry) => reportBlocking(deps, entry),
  );
}

/** Wakes the sender for mail that was asked for or claimed a while ago and is not sent. */
export async function sweepMail(deps: SweepDeps): Promise<Swept> {
  const before = { through: later(deps.now(), { minutes: -claimMinutes }) };
  const wakeFor = async ({ id }: { readonly id: EmailId }): Promise<Outcome<undefined>> => {
    await deps.wake.email(id);
    return { ok: true, value: undefined };
  };
  return together([
    await sweepEach((page) => deps.store.list('email', 'emails/requested', { ...page, ...before }), wakeFor),
    await sweepEach((page) => deps.store.list('email', 'emails/sending', { ...page, ...before }), wakeFor),
  ]);
}

/** How long a refund that was decided may wait for the queue to send it. */
const unsentMinutes = 15;

/** The provider shows events for thirty days. */
const daysKept = 30;

/** The provider's clock is not ours, and it may show an event a while after it happened. */
const overlapHours = 24;

/** From when reports are asked for: some days back, or a day before the last sweep, if that was longer ago or never. */
async function reportsSince({ store, now }: SettlingDeps, days: number): Promise<Instant> {
  const last = await store.get('payment-sweep', paymentSweepId);
  const [usual, oldest] = [later(now(), { days: -days }), later(now(), { days: -daysKept })];
  if (last === undefined) return oldest;
  const [wanted = oldest] = [later(last.value.through, { hours: -overlapHours }), usual].toSorted();
  if (wanted < oldest) return oldest;
  return wanted;
}

const keepReached = (deps: SettlingDeps, through: Instant): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const before = await deps.store.get('payment-sweep', paymentSweepId);
    if (before !== undefined && before.value.through >= through) return settled(undefined);
    const after = { through };
    const changes = [before === undefined ? create('payment-sweep', paymentSweepId, after) : change(before, after)];
    const about = 'payments/sweep' as const;
    const why = 'every report until then is stored';
    const decision = { about, did: 'sweep-payments', why, by: system, at: deps.now(), ...nothingElse, changes };
    return { ok: true, value: { decisions: [decision], value: undefined } };
  });

/**
 * Stores every report the provider has that never reached us: a lost webhook is found here. It looks some days back, and
 * after a longer silence as far as a day before the last sweep, thirty days at most; so does the first of all.
 */
export async function sweepPayments(deps: SettlingDeps, days: number): Promise<Swept> {
  const begun = deps.now();
  const reports = await sweepReports(deps, days);
  // What could not be stored is asked for again by the next sweep, which begins where the last whole one came to.
  const kept = reports.failures.length > 0 ? [] : [await sweepOne(() => keepReached(deps, begun))];
  return together([reports, ...kept.map((part) => ({ ...part, done: 0 })), ...(await sweepLatePayments(deps))]);
}

/** Each report for itself: one that cannot be stored keeps none behind it from being stored. */
async function sweepReports(deps: SettlingDeps, days: number): Promise<SweptPart> {
  let done = 0;
  const refused: string[] = [];
  const failures: unknown[] = [];
  try {
    for await (const event of deps.payments.listEvents(await reportsSince(deps, days))) {
      try {
        const stored = await storePaymentReport(deps, event);
        if (stored.ok) done += 1;
        else if (stored.refusal.code !== 'not-found') refused.push(stored.refusal.because);
      } catch (failure) {
        failures.push(failure);
      }
    }
  } catch (failure) {
    failures.push(failure);
  }
  return { done, refused, failures };
}

/** Gifts whose fee the provider did not know when they were booked, and refunds that were decided and never sent. */
async function sweepLatePayments(deps: SettlingDeps): Promise<readonly SweptPart[]> {
  const { store, settings } = deps;
  const before = { through: later(deps.now(), { minutes: -unsentMinutes }) };
  return [
    await sweepEach(
      (page) => store.range('donation', `fees-to-come/${settings.pool.id}`, 'donations', page),
      (gift) => settleDonation(deps, gift.id, undefined),
    ),
    await sweepEach(
      (page) => store.list('refund', 'refunds/decided', { ...page, ...before }),
      ({ id }) => sendRefund(deps, id),
    ),
  ];
}
