import type { LocalDate, ReferralId } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import type { Concern } from '../domain/concern.ts';
import { change, create, nothingElse, type Reliance, rely, type Versioned } from '../domain/decision.ts';
import { later, localDay } from '../domain/office-days.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import type { Kind } from '../domain/records.ts';
import { isOpen, ReferralState } from '../domain/referral.ts';
import {
  type Counts,
  erasePerson,
  type Kept,
  keptOfConcern,
  keptOfDonation,
  keptOfReferral,
  keptOfTherapist,
  RetentionClass,
  retentionRunId,
  soonDays,
} from '../domain/retention.ts';
import type { Page } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { readAll } from './read-all.ts';

const aPage = 200;

const concernLists = ['raised', 'deputy-told', 'acknowledged', 'decided'] as const;
const closedStates = ReferralState.options.filter((state) => state !== 'draft' && !isOpen(state));
const giftStates = ['collected', 'failed', 'expired'] as const;

interface Tally {
  readonly erased: Map<RetentionClass, number>;
  readonly held: Map<RetentionClass, number>;
  readonly soon: Map<RetentionClass, number>;
  readonly failures: unknown[];
}

const count = (counts: Map<RetentionClass, number>, of: RetentionClass): void => {
  counts.set(of, (counts.get(of) ?? 0) + 1);
};

/** Every record of some lists, page after page; what they hold of people is judged page by page. */
async function* eachPage<K extends Kind>(
  read: (after: string | undefined) => Promise<Page<Versioned<K>>>,
): AsyncGenerator<readonly Versioned<K>[]> {
  let after: string | undefined;
  do {
    const page = await read(after);
    yield page.items;
    after = page.next;
  } while (after !== undefined);
}

/** Those of whom something is kept still; whoever was erased before has no key. */
async function stillThere({ store }: Deps, all: readonly Kept[]): Promise<readonly Kept[]> {
  const keys = await store.getMany('identity-key', [...new Set(all.map(({ personId }) => personId))]);
  const known = new Set(keys.map(({ id }) => id));
  return all.filter(({ personId }) => known.has(personId));
}

const erase = (deps: Deps, kept: Due, relies: readonly Reliance[]): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [identity, key] = await Promise.all([
      deps.store.get('identity', kept.personId),
      deps.store.get('identity-key', kept.personId),
    ]);
    if (key === undefined) return settled(undefined);
    return decided(accept(erasePerson(kept, identity, key, relies, deps.now())), undefined);
  });

type Due = Kept & { readonly dueOn: LocalDate };

const isWithin = (kept: Kept, day: LocalDate): kept is Due => kept.dueOn !== undefined && kept.dueOn <= day;

/** Whoever is due is erased; one who cannot be erased keeps nobody behind them. */
async function eraseNow(deps: Deps, tally: Tally, kept: Due, relies: readonly Reliance[]): Promise<void> {
  try {
    const done = await erase(deps, kept, relies);
    if (done.ok) count(tally.erased, kept.class);
  } catch (failure) {
    tally.failures.push(failure);
  }
}

interface Judged {
  readonly of: Versioned<Kind>;
  readonly kept: readonly Kept[];
}

/** Erases of some people those whose period is over, and counts who is held, and whose period ends soon. */
async function judge(deps: Deps, tally: Tally, records: readonly Judged[]): Promise<void> {
  const { office } = deps.settings;
  const today = localDay(deps.now(), office);
  const soon = localDay(later(deps.now(), { days: soonDays }), office);
  const there = new Set(
    await stillThere(
      deps,
      records.flatMap(({ kept }) => kept.filter((each) => isWithin(each, soon))),
    ),
  );
  for (const { of, kept } of records) {
    for (const each of kept) {
      if (!there.has(each) || !isWithin(each, soon)) continue;
      if (each.dueOn > today) count(tally.soon, each.class);
      else if (each.isHeld) count(tally.held, each.class);
      else await eraseNow(deps, tally, each, [rely(of)]);
    }
  }
}

/** Whose case somebody was worried about, and nobody has decided that it may be forgotten. */
const ofConcern = (concerns: readonly Concern[]): ReadonlySet<ReferralId> =>
  new Set(
    concerns.flatMap(({ teller, holdLifted }) =>
      teller.from === 'staff' && holdLifted === undefined ? [teller.referralId] : [],
    ),
  );

async function judgeEverybody(deps: Deps, tally: Tally): Promise<void> {
  const { store, settings } = deps;
  const concerns = (
    await Promise.all(
      concernLists.map((list) =>
        readAll((after) => store.list('concern', `concerns/${list}`, { limit: aPage, after })),
      ),
    )
  ).flat();
  await judge(
    deps,
    tally,
    concerns.map((of) => ({ of, kept: keptOfConcern(of.value, settings) })),
  );
  const worried = ofConcern(concerns.map(({ value }) => value));
  for (const state of closedStates) {
    for await (const page of eachPage((after) => store.list('referral', `referrals/${state}`, { limit: aPage, after })))
      await judge(
        deps,
        tally,
        page.map((of) => ({ of, kept: keptOfReferral(of.value, worried.has(of.value.id), settings) })),
      );
  }
  const left = `therapists/${settings.pool.id}/left`;
  for await (const page of eachPage((after) => store.list('therapist', left, { limit: aPage, after })))
    await judge(
      deps,
      tally,
      page.map((of) => ({ of, kept: keptOfTherapist(of.value, settings) })),
    );
  for (const state of giftStates) {
    for await (const page of eachPage((after) => store.list('donation', `donations/${state}`, { limit: aPage, after })))
      await judge(
        deps,
        tally,
        page.map((of) => ({ of, kept: keptOfDonation(of.value, settings) })),
      );
  }
}

const added = (before: Counts, more: ReadonlyMap<RetentionClass, number>): Counts =>
  Object.fromEntries(
    RetentionClass.options
      .map((of) => [of, (before[of] ?? 0) + (more.get(of) ?? 0)] as const)
      .filter(([, sum]) => sum > 0),
  );

/**
 * The daily run: whoever's period has ended is erased, with a certificate; what it came to stands in one record.
 * @returns how many were erased
 * @throws the first failure, after everybody else was judged
 */
export async function keepRetention(deps: Deps): Promise<number> {
  const tally: Tally = { erased: new Map(), held: new Map(), soon: new Map(), failures: [] };
  await judgeEverybody(deps, tally);
  const done = await decideAndCommit(deps, async () => {
    const before = await deps.store.get('retention-run', retentionRunId);
    const after = {
      at: deps.now(),
      erased: Object.fromEntries(tally.erased),
      erasedInAll: added(before?.value.erasedInAll ?? {}, tally.erased),
      held: Object.fromEntries(tally.held),
      soon: Object.fromEntries(tally.soon),
    };
    const changes = [before === undefined ? create('retention-run', retentionRunId, after) : change(before, after)];
    const about = 'retention/run' as const;
    const why = 'the day’s run';
    const decision = { about, did: 'keep-retention', why, by: system, at: deps.now(), ...nothingElse, changes };
    return { ok: true, value: { decisions: [decision], value: undefined } };
  });
  const [failure] = tally.failures;
  if (failure !== undefined) throw failure;
  if (!done.ok) throw new Error(done.refusal.because);
  return [...tally.erased.values()].reduce((sum, each) => sum + each, 0);
}
