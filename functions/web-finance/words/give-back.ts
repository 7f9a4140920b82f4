import type { DisputeState } from '../../../shared/domain/dispute.ts';
import type { RefundState } from '../../../shared/domain/refund.ts';
import type { ReserveMove, ReserveMoveState } from '../../../shared/domain/risk-reserve.ts';
import type { StateWords } from '../../../shared/staff/words/states.ts';

export const refundStateWords: Record<RefundState, StateWords> = {
  requested: { text: 'Waits for a second person', colour: 'orange' },
  declined: { text: 'Declined', colour: 'grey' },
  decided: { text: 'Agreed, not sent yet', colour: 'teal' },
  pending: { text: 'On its way', colour: 'teal' },
  succeeded: { text: 'Given back', colour: 'green' },
  failed: { text: 'Not given back', colour: 'red' },
};

export const disputeStateWords: Record<DisputeState, StateWords> = {
  open: { text: 'Questioned by the bank', colour: 'orange' },
  withdrawn: { text: 'Taken back by the bank for now', colour: 'red' },
  won: { text: 'Settled: the gift stands', colour: 'green' },
  lost: { text: 'Settled: the bank kept it', colour: 'grey' },
};

export const reserveMoveWords: Record<ReserveMove['what'], string> = {
  'set-aside': 'Set money aside in the reserve',
  cover: 'Cover a deficit from the reserve',
  repay: 'Pay back to the reserve what it covered',
};

export const reserveMoveStateWords: Record<ReserveMoveState, StateWords> = {
  requested: { text: 'Waits for a second person', colour: 'orange' },
  declined: { text: 'Declined', colour: 'grey' },
  decided: { text: 'Done', colour: 'green' },
};
