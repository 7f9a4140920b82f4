import * as z from 'zod';
import {
  ClientGroup,
  DonationId,
  FundId,
  Instant,
  LocalDate,
  LotId,
  Pence,
  PoolId,
  Region,
  TransferId,
} from '../../events/values.ts';
import type { PlaceClass } from './place.ts';
import { edges, type StateTable } from './state-table.ts';

/** Which places a fund may pay for. An empty list restricts nothing; a campaign names an appeal and restricts no place. */
export const Restriction = z.lazy(() =>
  z.strictObject({
    groups: z.array(ClientGroup),
    regions: z.array(Region),
    campaign: z.string().optional(),
  }),
);
export type Restriction = z.infer<typeof Restriction>;

export const FundState = z.enum(['open', 'closed']);
export type FundState = z.infer<typeof FundState>;

/** Who keeps the funds: opens, changes, orders and closes them, and asks for money to be moved between them. */
export const fundKeepers = ['coordinator', 'coordinator-deputy', 'finance-maker', 'finance-checker'] as const;

/** A closed fund is never opened again: a new one says anew what it is for. */
export const fundStates: StateTable<FundState> = {
  entity: 'fund',
  states: FundState.options,
  initial: 'open',
  edges: edges(['open'], 'closed', fundKeepers, 'two people; what is free goes where its secondary purpose says'),
};

/** The readable end of a fund's address, `/give/<slug>`. */
const FundSlug = z.lazy(() =>
  z
    .string()
    .min(3)
    .max(40)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
);

/** Pages of giving that stand where the page of a fund would. */
const pagesOfGiving: readonly string[] = ['details', 'link', 'thank-you', 'came-back', 'receipt'];

export const mayBeSlug = (text: string): boolean => FundSlug.safeParse(text).success && !pagesOfGiving.includes(text);

/** Which fund a slug leads to: once given it leads there for ever, for it may be printed on paper. */
export const FundAddress = z.lazy(() => z.strictObject({ slug: FundSlug, fundId: FundId, since: Instant }));
export type FundAddress = z.infer<typeof FundAddress>;

/** A pot of money. Charities SORP: unrestricted (general or designated) or restricted. */
export const Fund = z.lazy(() =>
  z.strictObject({
    id: FundId,
    poolId: PoolId,
    name: z.string(),
    aim: z.string(),
    /** What the money is used for when the aim is met or cannot be; shown wherever the fund is appealed for. */
    secondaryPurpose: z.string(),
    kind: z.enum(['unrestricted', 'designated', 'restricted']),
    restriction: Restriction,
    spendBy: LocalDate.optional(),
    /** The fund's place in the allocation order; lower pays first. */
    order: z.int().nonnegative(),
    state: FundState,
    /** What refunds and lost disputes took after the money was held or spent and nothing has made good yet, in pence. */
    deficit: Pence,
    /** What the risk reserve has paid of its deficits and was not paid back, in pence: `deficit = Σ shortfall − Σ givenToDeficit − covered`. */
    covered: Pence,
    openedAt: Instant,
    /** Since when it was seen to owe; a sweep looks, so a deficit that the next pass clears is seldom seen. */
    owesSince: Instant.optional(),
    /** The spend-by dates that the office has been warned of, as long as money of theirs is free. */
    warnedOf: z.array(LocalDate).optional(),
    /** The readable end of its page's address; without it the page is found by the fund's id. */
    slug: FundSlug.optional(),
    /** Since when somebody has given to it or been asked to: from then on what it is limited to stands. */
    firstGiftAt: Instant.optional(),
    /** A transfer takes money out of it in several transactions: until the last, it pays for nobody. */
    moving: TransferId.optional(),
    /** By which transfer what is or comes free goes on. */
    closed: z.strictObject({ at: Instant, transferId: TransferId }).optional(),
  }),
);
export type Fund = z.infer<typeof Fund>;

/** What made a lot: the gift, the Gift Aid on it, a dispute won after its money was taken, or a transfer between funds. */
export const LotOrigin = z.enum(['gift', 'gift-aid', 'dispute-won', 'transfer']);
export type LotOrigin = z.infer<typeof LotOrigin>;

/**
 * What is free of one donation in its fund. What is held and spent lives in the draws of holds. In pence:
 * `amount + shortfall = free + held + spent + refunded + transferred + givenToDeficit`.
 */
export const Lot = z.lazy(() =>
  z.strictObject({
    id: LotId,
    fundId: FundId,
    poolId: PoolId,
    /** The gift its money comes from in the end, whatever made the lot. */
    donationId: DonationId,
    origin: LotOrigin,
    amount: Pence,
    free: Pence,
    /** What was given back of it after it was held or spent. */
    shortfall: Pence,
    /** What refunds and disputes took, from what was free and beyond it. */
    refunded: Pence,
    transferred: Pence,
    givenToDeficit: Pence,
    spendBy: LocalDate.optional(),
    receivedAt: Instant,
    /** A large first gift from a new card is kept out of allocation until then. */
    reviewUntil: Instant.optional(),
  }),
);
export type Lot = z.infer<typeof Lot>;

export const lotIdOf = (donationId: DonationId): LotId => LotId.parse(donationId.replace(/^don_/, 'lot_'));

/** Whether a fund's restriction is satisfied by a place of this class. */
export const mayPay = ({ restriction }: Pick<Fund, 'restriction'>, { group, region }: PlaceClass): boolean =>
  (restriction.groups.length === 0 || restriction.groups.includes(group)) &&
  (restriction.regions.length === 0 || restriction.regions.includes(region));

/** Whether a fund pays for new places now; whatever it pays for already stays paid for. */
export const paysForPlaces = ({ state, deficit, moving }: Fund): boolean =>
  state === 'open' && deficit === 0 && moving === undefined;

/** How many limits a fund sets: the more, the earlier it pays, so that general money is left for everybody else. */
export const restrictiveness = ({ restriction }: Pick<Fund, 'restriction'>): number =>
  (restriction.groups.length > 0 ? 1 : 0) +
  (restriction.regions.length > 0 ? 1 : 0) +
  (restriction.campaign === undefined ? 0 : 1);

/**
 * Where a lot stands in the order in which money pays, as text that sorts: within its fund, earliest spend-by date,
 * then oldest. Between funds {@link fundOrder} decides first.
 */
export const lotOrder = (lot: Pick<Lot, 'id' | 'receivedAt' | 'spendBy'>): string =>
  `${lot.spendBy ?? '9999-12-31'}#${lot.receivedAt}#${lot.id}`;

/** Whether a lot has money that is nobody's yet, and need not wait for the end of a review. */
export const isOpen = (lot: Lot): boolean => lot.free > 0 && lot.reviewUntil === undefined;

/**
 * Whether the day is over by which the money was to be spent. What is held by then stays held; what is free, or comes
 * free, waits until two people have decided what becomes of it.
 * @param today the office's day
 */
export const isPastItsDay = ({ spendBy }: Pick<Lot, 'spendBy'>, today: LocalDate): boolean =>
  spendBy !== undefined && spendBy < today;

/**
 * Whether somebody may give to the fund on a day: what comes once the day is over by which its money is to be spent could
 * help nobody.
 * @param day the office's day
 */
export const takesGifts = (fund: Pick<Fund, 'state' | 'spendBy'>, day: LocalDate): boolean =>
  fund.state === 'open' && !isPastItsDay(fund, day);

/** Whether a pass may draw on the lot today. */
export const isDrawable = (lot: Lot, today: LocalDate): boolean => isOpen(lot) && !isPastItsDay(lot, today);

/**
 * The open lots of a fund that a pass may draw on today, as part of their order, which begins with their day; the part
 * before it is what is {@link isPastItsDay}.
 */
export const drawableFrom = (today: LocalDate): { readonly from: string } => ({ from: today });
export const pastTheirDay = (today: LocalDate): { readonly through: string } => ({ through: today });
