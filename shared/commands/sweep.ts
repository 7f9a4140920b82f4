import type { EmailId, PoolId, ReferralId } from '../../events/values.ts';
import { claimMinutes } from '../domain/email.ts';
import { later } from '../domain/office-days.ts';
import type { Outcome } from '../domain/outcome.ts';
import { checkoutHours } from '../domain/pledge-gift.ts';
import { clearReview as decideClear } from '../domain/settle-gift.ts';
import type { Page } from '../store/interface.ts';
import { expireOffer } from './answer-offer.ts';
import { expireReservation, returnPlace } from './approve.ts';
import { decideAndCommit, decided } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { openGeneralFund, warnOfSpendBy } from './fund.ts';
import { expirePledge, storePaymentReport } from './give.ts';
import { missing } from './load-case.ts';
import { loadPool, type PoolTruth } from './load-pool.ts';
import { reportBlocking } from './manage-entry.ts';
import { readAll } from './read-all.ts';
import { sendRefund } from './refund.ts';
import { lapseRequest } from './requests.ts';
import { type SettlingDeps, settleDonation } from './settle-donation.ts';
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

/** How many of a kind one sweep handles; the next one, minutes later, takes the rest. */
const mostASweep = 100;

/** What a sweep did, and what it could not do: a refusal that is no race means a fault worth looking at. */
export interface Swept {
  readonly done: number;
  readonly refused: readonly string[];
}

/** Part of a sweep. One that is broken does not keep those behind it from being swept. */
interface SweptPart extends Swept {
  readonly failures: readonly unknown[];
}

async function sweepEach<T>(
  page: Promise<Page<{ readonly id: string; readonly value: T }>>,
  handle: (value: T) => Promise<Outcome<unknown>>,
): Promise<SweptPart> {
  let done = 0;
  const refused: string[] = [];
  const failures: unknown[] = [];
  for (const { value } of (await page).items) {
    try {
      const outcome = await handle(value);
      if (outcome.ok) done += 1;
      else if (!outcome.refusal.passed) refused.push(outcome.refusal.because);
    } catch (failure) {
      failures.push(failure);
    }
  }
  return { done, refused, failures };
}

/** @throws the first failure, after all the rest was swept: somebody is alarmed, and nobody else waits for it. */
function together(parts: readonly SweptPart[]): Swept {
  const [failure] = parts.flatMap((part) => part.failures);
  if (failure !== undefined) throw failure;
  return {
    done: parts.reduce((sum, part) => sum + part.done, 0),
    refused: parts.flatMap((part) => part.refused),
  };
}

/** Every one of a short list, however many pages it has. */
const wholeList = async <T>(read: Parameters<typeof readAll<T>>[0]): Promise<Page<T>> => ({
  items: await readAll(read),
  next: undefined,
});

/** Transfers that were broken off, and what has come free in closed funds. */
const sweepTransfers = ({ store, ...deps }: Deps, state: 'moving' | 'standing'): Promise<SweptPart> =>
  sweepEach(
    wholeList((after) => store.list('transfer', `transfers/${state}`, { limit: 200, after })),
    ({ id }) => carryOnTransfer({ store, ...deps }, id),
  );

/** Whatever ran out of time: reservations nobody approved, offers nobody answered, places without a therapist, reviews. */
export async function sweepDeadlines(deps: Deps): Promise<Swept> {
  const { store, settings } = deps;
  const due = { limit: mostASweep, through: deps.now() };
  const pledgedBefore = { limit: mostASweep, through: later(deps.now(), { hours: -checkoutHours }) };
  const pool = settings.pool.id;
  return together([
    await sweepEach(store.list('allocation', 'allocations/offered', due), ({ id }) => expireOffer(deps, id)),
    await sweepEach(store.list('allocation', 'allocations/acknowledged', due), ({ id }) => expireOffer(deps, id)),
    await sweepEach(store.list('place', `places/${pool}/reserved`, due), ({ id }) => expireReservation(deps, id)),
    await sweepEach(store.list('place', `places/${pool}/approved`, due), ({ id }) => returnPlace(deps, id)),
    await sweepEach(store.list('request', `requests/${pool}/reserved`, { limit: mostASweep }), ({ id }) =>
      lapseRequest(deps, id),
    ),
    await sweepEach(store.list('donation', 'donations/pledged', pledgedBefore), ({ id }) => expirePledge(deps, id)),
    await sweepEach(store.list('lot', 'lots-in-review', due), ({ id }) => clearReview(deps, id)),
    await sweepTransfers(deps, 'moving'),
    await sweepTransfers(deps, 'standing'),
    await sweepEach(
      wholeList((after) => store.list('fund', `funds/${pool}`, { limit: 200, after })),
      ({ id }) => warnOfSpendBy(deps, id),
    ),
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
  const opened = await openGeneralFund(deps);
  const truth = await loadPool(store, settings.pool.id);
  await wake.pool(settings.pool.id);
  const searches = await sweepEach(store.list('search', 'searches/seeking', { limit: mostASweep }), async (search) => {
    await wake.search(search.referralId);
    return { ok: true, value: undefined };
  });
  const blocking = await reportWhoBlocks(deps, truth);
  const swept = together([
    searches,
    blocking,
    { done: 1, refused: opened.ok ? [] : [opened.refusal.because], failures: [] },
  ]);
  return { ...swept, stuck: truth.plan.placements.length > 0 };
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
  return sweepEach(Promise.resolve({ items, next: undefined }), (entry) => reportBlocking(deps, entry));
}

/** Wakes the sender for mail that was asked for or claimed a while ago and is not sent. */
export async function sweepMail(deps: SweepDeps): Promise<Swept> {
  const before = { limit: mostASweep, through: later(deps.now(), { minutes: -claimMinutes }) };
  const wakeFor = async ({ id }: { readonly id: EmailId }): Promise<Outcome<undefined>> => {
    await deps.wake.email(id);
    return { ok: true, value: undefined };
  };
  return together([
    await sweepEach(deps.store.list('email', 'emails/requested', before), wakeFor),
    await sweepEach(deps.store.list('email', 'emails/sending', before), wakeFor),
  ]);
}

/** How long a refund that was decided may wait for the queue to send it. */
const unsentMinutes = 15;

/** Stores every report the provider has of the last days that never reached us: a lost webhook is found here. */
export async function sweepPayments(deps: SettlingDeps, days: number): Promise<Swept> {
  let done = 0;
  const refused: string[] = [];
  for await (const event of deps.payments.listEvents(later(deps.now(), { days: -days }))) {
    const stored = await storePaymentReport(deps, event);
    if (stored.ok) done += 1;
    else if (stored.refusal.code !== 'not-found') refused.push(stored.refusal.because);
  }
  const late = await sweepLatePayments(deps);
  return { done: done + late.done, refused: [...refused, ...late.refused] };
}

/** Gifts whose fee the provider did not know when they were booked, and refunds that were decided and never sent. */
async function sweepLatePayments(deps: SettlingDeps): Promise<Swept> {
  const { store, settings } = deps;
  const before = { limit: mostASweep, through: later(deps.now(), { minutes: -unsentMinutes }) };
  return together([
    await sweepEach(
      store.range('donation', `fees-to-come/${settings.pool.id}`, 'donations', { limit: mostASweep }),
      (gift) => settleDonation(deps, gift.id, undefined),
    ),
    await sweepEach(store.list('refund', 'refunds/decided', before), ({ id }) => sendRefund(deps, id)),
  ]);
}
