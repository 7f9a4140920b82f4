import * as z from 'zod';
import { ConcernId, Instant, PersonId, ReferralId } from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

/** Who sees to concerns. The deputy may always act: a concern does not wait. */
export const safeguardingDesk = ['safeguarding-lead', 'safeguarding-deputy'] as const;

export const ConcernState = z.enum(['raised', 'acknowledged', 'decided']);
export type ConcernState = z.infer<typeof ConcernState>;

/** A worry about somebody, from the moment it is told until it is written down what was done about it. */
export const concernStates: StateTable<ConcernState> = {
  entity: 'concern',
  states: ConcernState.options,
  initial: 'raised',
  edges: [
    ...edges(['raised'], 'acknowledged', safeguardingDesk, 'somebody has seen it, and sees to it'),
    ...edges(['acknowledged'], 'decided', safeguardingDesk, 'what was decided, why, and who was told'),
  ],
};

/** What somebody is worried about. They never appear on a page as they stand here. */
export const ConcernKind = z.enum(['under-18', 'child-at-risk', 'adult-at-risk']);
export type ConcernKind = z.infer<typeof ConcernKind>;

/** Outside the charity, whom the law or good practice may ask us to tell. */
export const Authority = z.enum(['childrens-services', 'adult-social-care', 'police', 'health', 'own-safeguarding']);
export type Authority = z.infer<typeof Authority>;

/** Who told us: a professional who may be called back, or a member of staff of somebody's case. */
const Teller = z.lazy(() =>
  z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('professional'), personId: PersonId }),
    z.strictObject({ from: z.literal('staff'), staffId: z.string(), referralId: ReferralId }),
  ]),
);
export type Teller = z.infer<typeof Teller>;

export const Concern = z.lazy(() =>
  z.strictObject({
    id: ConcernId,
    kind: ConcernKind,
    teller: Teller,
    state: ConcernState,
    raisedAt: Instant,
    /** The deputy is told as well, unless somebody has acknowledged it by then. */
    deputyToldBy: Instant,
    deputyToldAt: Instant.optional(),
    acknowledged: z.strictObject({ at: Instant, by: z.string() }).optional(),
    decided: z
      .strictObject({
        at: Instant,
        by: z.string(),
        /** Both chosen from lists: no personal data. */
        decision: z.string(),
        because: z.string(),
        told: z.array(Authority),
      })
      .optional(),
    /** Somebody decided that what is kept because of it may end with its ordinary period. */
    holdLifted: z.strictObject({ at: Instant, by: z.string(), why: z.string() }).optional(),
  }),
);
export type Concern = z.infer<typeof Concern>;

/** Those of the desk to whom an alert goes: their addresses stand in the settings, so they are nobody in the vault. */
export const alertedDesks = {
  lead: PersonId.parse('psn_safeguardinglead'),
  deputy: PersonId.parse('psn_safeguardingdeputy'),
} as const;
export type AlertedDesk = keyof typeof alertedDesks;
