import type { Instant, Pence } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { change, create, type Decision, type NewFact, nothingElse, rely, type Versioned } from './decision.ts';
import { type Fund, fundKeepers, mayBeSlug } from './fund.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { CharitySettings } from './settings.ts';

/** The fund every pool has from its first day. */
export const generalFund = ({ pool }: CharitySettings, now: Instant): Fund => ({
  ...pool.generalFund,
  poolId: pool.id,
  kind: 'unrestricted',
  restriction: { groups: [], regions: [] },
  order: 0,
  state: 'open',
  deficit: 0 as Pence,
  covered: 0 as Pence,
  openedAt: now,
});

const mayKeep = (by: Actor): Outcome<undefined> =>
  hasRole(by, [...fundKeepers, 'system'])
    ? accept(undefined)
    : refuse('not-allowed', 'funds are kept by coordinators and finance');

const hasLimits = ({ restriction: { groups, regions } }: Pick<Fund, 'restriction'>): boolean =>
  groups.length + regions.length > 0;

/** What no fund may say of itself, whoever opens or changes it. */
function checkTerms(terms: Pick<Fund, 'kind' | 'restriction' | 'slug'>): Outcome<undefined> {
  if (terms.kind === 'unrestricted' && hasLimits(terms)) return refuse('invalid', 'an unrestricted fund has no limits');
  if (terms.kind === 'restricted' && !hasLimits(terms) && terms.restriction.campaign === undefined) {
    return refuse(
      'invalid',
      'a restricted fund says to what: to what people ask help with, to regions, or to an appeal',
    );
  }
  if (terms.slug !== undefined && !mayBeSlug(terms.slug)) return refuse('invalid', 'this address is none for a fund');
  return accept(undefined);
}

const addressOf = ({ slug, id }: Fund, now: Instant) =>
  slug === undefined ? [] : [create('fund-address', slug, { slug, fundId: id, since: now })];

/** Somebody gives to a fund, or is asked to: from now on it is bound to what it says. */
export const bindFund = (fund: Versioned<'fund'>, now: Instant): Pick<Decision, 'changes' | 'relies'> =>
  fund.value.firstGiftAt === undefined
    ? { changes: [change(fund, { ...fund.value, firstGiftAt: now })], relies: [] }
    : { changes: [], relies: [rely(fund)] };

const changedFact = ({ id, poolId }: Fund): NewFact => ({
  type: 'uk.sponsored-places.fund.changed.v1',
  subject: `fund/${id}`,
  data: { fundId: id, poolId },
});

/**
 * Opens a fund. Its aim, its restriction and its secondary purpose are shown wherever it is appealed for.
 * @returns refusals: `not-allowed`; `invalid` for limits of an unrestricted fund, for a restricted one
 * without any, and for an address that no fund may have
 */
export function openFund(fund: Fund, by: Actor, now: Instant): Outcome<Decision> {
  const allowed = mayKeep(by);
  if (!allowed.ok) return allowed;
  const sound = checkTerms(fund);
  if (!sound.ok) return sound;
  return accept({
    about: `fund/${fund.id}`,
    did: 'open-fund',
    why: fund.aim,
    by,
    at: now,
    ...nothingElse,
    changes: [create('fund', fund.id, fund), ...addressOf(fund, now)],
    facts: [
      {
        type: 'uk.sponsored-places.fund.opened.v1',
        subject: `fund/${fund.id}`,
        data: { fundId: fund.id, poolId: fund.poolId },
      },
    ],
  });
}

/** What may be said anew about a fund. Its order is a matter of its own: it is decided among all of them. */
export type FundTerms = Pick<Fund, 'name' | 'aim' | 'secondaryPurpose' | 'kind' | 'restriction' | 'spendBy' | 'slug'>;

const termWords: readonly (readonly [keyof FundTerms, string])[] = [
  ['name', 'name'],
  ['aim', 'aim'],
  ['secondaryPurpose', 'secondary purpose'],
  ['kind', 'kind'],
  ['restriction', 'what it is limited to'],
  ['spendBy', 'spend-by date'],
  ['slug', 'address'],
];

/** A restriction as text that is equal when it restricts the same. */
const restrictionKey = ({ groups, regions, campaign }: Fund['restriction']): string =>
  JSON.stringify([groups.toSorted(), regions.toSorted(), campaign ?? null]);

const isSame = (one: FundTerms, other: FundTerms, term: keyof FundTerms): boolean =>
  term === 'restriction'
    ? restrictionKey(one.restriction) === restrictionKey(other.restriction)
    : one[term] === other[term];

/** What binds us to those who gave. The aim may be worded better: what it means is held by the limits, which stay. */
function checkPromises(fund: Fund, changed: readonly (keyof FundTerms)[]): Outcome<undefined> {
  if (fund.firstGiftAt === undefined) return accept(undefined);
  if (changed.includes('kind') || changed.includes('restriction')) {
    return refuse(
      'invalid',
      'people have given to this fund, or were asked to, for what it says now, and that binds us: what it is limited to stays. For anything else please open another fund',
    );
  }
  if (changed.includes('secondaryPurpose') && fund.kind === 'restricted') {
    return refuse(
      'invalid',
      'people gave to this fund after reading what its money is used for when the aim is met or cannot be, and that binds us: it stays as they read it',
    );
  }
  return accept(undefined);
}

/**
 * Says something anew about an open fund. Money keeps the spend-by date that it came with; a new date is for what comes
 * from now on.
 * @returns undefined when nothing is different; refusals: `not-allowed`, `closed`, and `invalid` with the reason for what
 * may not be changed: limits and secondary purpose that people gave for, an address that was given out, the general fund's
 * kind, and that it has no date
 */
export function changeFund(
  fund: Versioned<'fund'>,
  terms: FundTerms,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision | undefined> {
  const allowed = mayKeep(by);
  if (!allowed.ok) return allowed;
  const { value } = fund;
  if (value.state !== 'open') return refuse('closed', 'the fund is closed');
  const sound = checkTerms(terms);
  if (!sound.ok) return sound;
  const changed = termWords.filter(([term]) => !isSame(value, terms, term));
  const names = changed.map(([term]) => term);
  if (names.includes('slug') && value.slug !== undefined) {
    return refuse('invalid', 'this address may stand on paper already, so it stays');
  }
  if (value.id === settings.pool.generalFund.id && terms.kind !== 'unrestricted') {
    return refuse('invalid', 'the general fund is for whoever is next, so it stays unrestricted');
  }
  if (value.id === settings.pool.generalFund.id && terms.spendBy !== undefined) {
    return refuse('invalid', 'the general fund is for whoever is next, so its money has no day to be spent by');
  }
  const kept = checkPromises(value, names);
  if (!kept.ok) return kept;
  if (changed.length === 0) return accept(undefined);
  const { spendBy: _, slug: __, ...lasting } = value;
  const after: Fund = { ...lasting, ...terms };
  return accept({
    about: `fund/${value.id}`,
    did: 'change-fund',
    why: `changed: ${changed.map(([, word]) => word).join(', ')}`,
    by,
    at: now,
    ...nothingElse,
    changes: [change(fund, after), ...(names.includes('slug') ? addressOf(after, now) : [])],
    facts: [changedFact(value)],
  });
}

/** So many funds get another number in one transaction: each is one of the hundred writes that it takes. */
const mostOrdered = 90;

/**
 * Puts funds in order: among funds that may pay for the same place and are limited as much, the lower number pays first.
 * @param wanted every fund with the number it is to have; those that have it already are left alone
 * @returns undefined when nothing is different; refusals: `not-allowed`, `closed`, and `invalid` for more than can change at once
 */
export function orderFunds(
  wanted: readonly { readonly fund: Versioned<'fund'>; readonly order: number }[],
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision | undefined> {
  const allowed = mayKeep(by);
  if (!allowed.ok) return allowed;
  const moved = wanted.filter(({ fund, order }) => fund.value.order !== order);
  if (moved.some(({ fund }) => fund.value.state !== 'open')) return refuse('closed', 'a fund of the list is closed');
  if (moved.length === 0) return accept(undefined);
  if (moved.length > mostOrdered) {
    return refuse(
      'invalid',
      `${moved.length} funds are to have another number, and at most ${mostOrdered} can at once: change some, save, then go on with the others`,
    );
  }
  return accept({
    about: `pool/${settings.pool.id}`,
    did: 'order-funds',
    why: 'the order in which funds pay',
    by,
    at: now,
    ...nothingElse,
    changes: moved.map(({ fund, order }) => change(fund, { ...fund.value, order })),
    facts: moved.map(({ fund }) => changedFact(fund.value)),
  });
}
