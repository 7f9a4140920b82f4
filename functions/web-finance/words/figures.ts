import type { Activity } from '../../../shared/domain/activities.ts';
import type { Movement } from '../../../shared/domain/movement.ts';

/** How money of a fund moved, as a statement says it. */
export const movementWords: Readonly<Record<Movement, string>> = {
  donations: 'Donations',
  'gift-aid': 'Gift Aid',
  grants: 'Grants',
  legacies: 'Legacies',
  'disputes-won': 'Disputes won',
  'transfers-in': 'Transfers from other funds',
  held: 'Held for places',
  released: 'Given back by places',
  spent: 'Spent on sessions',
  refunds: 'Refunds',
  disputes: 'Disputes',
  fees: 'Fees',
  'transfers-out': 'Transfers to other funds',
  'set-aside': 'Set aside in the risk reserve',
  'deficit-arisen': 'Deficits that arose',
  'deficit-cleared': 'Deficits cleared by the fund',
  'deficit-covered': 'Deficits covered by the risk reserve',
  'reserve-repaid': 'Paid back to the risk reserve',
  unknown: 'Not known to this page',
};

/** The rows of the statement of financial activities. */
export const activityWords: Readonly<Record<Activity, string>> = {
  donations: 'Income: donations',
  'gift-aid': 'Income: Gift Aid',
  grants: 'Income: grants',
  legacies: 'Income: legacies',
  courses: 'Income: courses',
  refunds: 'Income given back: refunds and disputes',
  therapy: 'Expenditure: therapy',
  fees: 'Expenditure: fees of payments and disputes',
  'other-expenditure': 'Expenditure: other',
  transfers: 'Transfers between funds',
  unknown: 'Not known to this page',
};
