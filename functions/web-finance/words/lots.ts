import type { LotOrigin } from '../../../shared/domain/fund.ts';

/** What made a lot. */
export const originWords: Readonly<Record<LotOrigin, string>> = {
  gift: 'The gift itself',
  'gift-aid': 'Gift Aid on it',
  'dispute-won': 'Given back by a dispute',
  transfer: 'Transferred from another fund',
};
