import { BalanceCheck } from '../domain/compare-balance.ts';
import { Dispute } from '../domain/dispute.ts';
import { Donation, GivingLink, PaymentReport } from '../domain/donation.ts';
import { Fund, FundAddress, isOpen, Lot, lotOrder } from '../domain/fund.ts';
import { Hold } from '../domain/hold.ts';
import { Period } from '../domain/period.ts';
import { Refund } from '../domain/refund.ts';
import { ReserveMove, RiskReserve } from '../domain/risk-reserve.ts';
import { PaymentSweep, Payout } from '../domain/settle-payout.ts';
import { Transfer } from '../domain/transfer.ts';
import type { RecordType } from './record-type.ts';

/**
 * `money`: funds, lots, holds, donations, and the journal (its entries are kept by the store itself, under
 * `journal#<id>`, listed by month of booking).
 *
 * | asked | answered by |
 * | --- | --- |
 * | the funds of a pool, in their order | list `funds/<pool>` |
 * | what a pass may draw on, oldest money first | range `open-lots/<fund>` · `lots`, by lot order, from today; spent lots are not in it |
 * | what is free although its spend-by date is over | the same range, up to today |
 * | transfers in a state, oldest first | list `transfers/<state>` |
 * | transfers from or to a fund, in the order they were asked for | range `transfers-of/<fund>` · `transfers` |
 * | the lots of a donation, whatever made them, but one in review | list `lots/<donation>` |
 * | lots in review, and until when | list `lots-in-review` |
 * | holds half gathered or half given back | range `gathering/<pool>` · `holds` |
 * | donations in a state, oldest first | list `donations/<state>` |
 * | collected gifts whose fee the provider did not know yet | range `fees-to-come/<pool>` · `donations` |
 * | payouts that match the books, or do not, by arrival | list `payouts/<state>` |
 * | refunds, disputes and moves of the risk reserve in a state, oldest first | lists `refunds/<state>`, `disputes/<state>`, `reserve-moves/<state>` |
 */
export const money: {
  fund: RecordType<'fund'>;
  'fund-address': RecordType<'fund-address'>;
  transfer: RecordType<'transfer'>;
  lot: RecordType<'lot'>;
  hold: RecordType<'hold'>;
  donation: RecordType<'donation'>;
  refund: RecordType<'refund'>;
  dispute: RecordType<'dispute'>;
  'risk-reserve': RecordType<'risk-reserve'>;
  'reserve-move': RecordType<'reserve-move'>;
  'giving-link': RecordType<'giving-link'>;
  'payment-report': RecordType<'payment-report'>;
  'balance-check': RecordType<'balance-check'>;
  payout: RecordType<'payout'>;
  'payment-sweep': RecordType<'payment-sweep'>;
  period: RecordType<'period'>;
} = {
  fund: {
    table: 'money',
    schema: Fund,
    list: ({ poolId, order, id }) => ({ list: `funds/${poolId}`, at: `${String(order).padStart(6, '0')}#${id}` }),
  },
  'fund-address': { table: 'money', schema: FundAddress },
  transfer: {
    table: 'money',
    schema: Transfer,
    list: ({ state, requestedAt }) => ({ list: `transfers/${state}`, at: requestedAt }),
    rangesUnder: 'transfers-of',
    ranges: ({ id, fromFundId, toFundId, requestedAt }) =>
      [fromFundId, toFundId].map((fundId) => ({
        heading: `transfers-of/${fundId}`,
        name: 'transfers',
        order: `${requestedAt}#${id}`,
      })),
  },
  lot: {
    table: 'money',
    schema: Lot,
    list: ({ donationId, receivedAt, reviewUntil }) =>
      reviewUntil === undefined
        ? { list: `lots/${donationId}`, at: receivedAt }
        : { list: 'lots-in-review', at: reviewUntil },
    rangesUnder: 'open-lots',
    ranges: (lot) => (isOpen(lot) ? [{ heading: `open-lots/${lot.fundId}`, name: 'lots', order: lotOrder(lot) }] : []),
  },
  hold: {
    table: 'money',
    schema: Hold,
    list: ({ poolId, state, heldAt }) => ({ list: `holds/${poolId}/${state}`, at: heldAt }),
    rangesUnder: 'gathering',
    ranges: (hold) =>
      hold.state === 'gathering' || hold.ending !== undefined || hold.returning !== undefined
        ? [{ heading: `gathering/${hold.poolId}`, name: 'holds', order: hold.id }]
        : [],
  },
  donation: {
    table: 'money',
    schema: Donation,
    list: ({ state, pledgedAt }) => ({ list: `donations/${state}`, at: pledgedAt }),
    rangesUnder: 'fees-to-come',
    ranges: ({ id, poolId, way, collected }) =>
      way === 'checkout' && collected !== undefined && collected.fee === undefined
        ? [{ heading: `fees-to-come/${poolId}`, name: 'donations', order: id }]
        : [],
  },
  refund: { table: 'money', schema: Refund, list: ({ state, at }) => ({ list: `refunds/${state}`, at }) },
  dispute: {
    table: 'money',
    schema: Dispute,
    list: ({ state, openedAt }) => ({ list: `disputes/${state}`, at: openedAt }),
  },
  'risk-reserve': { table: 'money', schema: RiskReserve },
  'reserve-move': {
    table: 'money',
    schema: ReserveMove,
    list: ({ state, askedAt }) => ({ list: `reserve-moves/${state}`, at: askedAt }),
  },
  'giving-link': { table: 'money', schema: GivingLink },
  'payment-report': { table: 'money', schema: PaymentReport },
  'balance-check': { table: 'money', schema: BalanceCheck },
  'payment-sweep': { table: 'money', schema: PaymentSweep },
  period: { table: 'money', schema: Period },
  payout: {
    table: 'money',
    schema: Payout,
    list: ({ state, arrivedOn }) => ({ list: `payouts/${state}`, at: arrivedOn }),
  },
};
