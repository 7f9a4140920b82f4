import * as z from 'zod';
import { Instant, LotId, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { edges, type StateTable, step } from './state-table.ts';

export const GiftAidState = z.enum(['not-declared', 'declared', 'queued', 'claimed', 'received', 'adjusted']);
export type GiftAidState = z.infer<typeof GiftAidState>;

/** Gift Aid of one donation. */
export const giftAidStates: StateTable<GiftAidState> = {
  entity: 'gift aid',
  states: GiftAidState.options,
  initial: 'not-declared',
  edges: [
    ...edges(['not-declared'], 'declared', ['donor'], 'within four years; name, home address and the full declaration'),
    ...edges(['declared'], 'queued', ['finance-maker', 'system'], 'the gift is settled'),
    ...edges(['queued'], 'claimed', ['finance-maker'], 'in a claim checked by a second person'),
    ...edges(['declared', 'queued', 'claimed'], 'received', ['finance-maker'], 'what HMRC paid on it is in the bank'),
    ...edges(['claimed'], 'queued', ['finance-maker'], 'HMRC rejected the line; mended'),
    ...edges(['claimed', 'received'], 'adjusted', ['finance-maker', 'system'], 'the gift was refunded'),
  ],
};

export const GiftAid = z.lazy(() =>
  z.strictObject({
    state: GiftAidState,
    /** Neither the donor nor a close relative receives help because of this gift. */
    noBenefit: z.boolean(),
    declaredAt: Instant.optional(),
    /** What of the gift is still with us, so that tax may be claimed on it, in pence; absent: all of it. */
    on: Pence.optional(),
    /** Adjusted: what tax was claimed on before some of the gift went back, in pence. */
    claimedOn: Pence.optional(),
    received: z.strictObject({ amount: Pence, at: Instant, lotId: LotId }).optional(),
  }),
);
export type GiftAid = z.infer<typeof GiftAid>;

/** What HMRC pays at most on a gift of so many pence: 25p in the pound, to the next penny (ITA 2007 s 520, basic rate 20 %). */
export const mostGiftAidOn = (gift: number): Pence => Math.ceil(gift / 4) as Pence;

/**
 * Gift Aid after some of a gift went back, or came again. Before the claim it is claimed on less; after it, what was
 * claimed is adjusted with HMRC, and stays so even if the money comes again.
 * @param left what of the gift is with us now, in pence
 */
export function giftAidOn(giftAid: GiftAid, gift: Pence, left: Pence): GiftAid {
  const before = giftAid.on ?? gift;
  if (giftAid.state === 'not-declared' || left === before) return giftAid;
  if (left > before) return { ...giftAid, on: left };
  const adjusted = step(giftAidStates, giftAid.state, 'adjusted', system);
  return adjusted.ok ? { ...giftAid, state: adjusted.value, on: left, claimedOn: before } : { ...giftAid, on: left };
}
