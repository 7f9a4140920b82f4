import { openObjectStore } from '../../../infra/local/stand-ins/payments/object-store.ts';
import { donationKey, refundKey } from '../../../shared/payments/payment-event.ts';

/** What the payment provider knows at the end, whatever we know. */
export interface ProviderTruth {
  readonly checkouts: readonly { readonly id: string; readonly donationId: string; readonly isPaid: boolean }[];
  /** Refunds that we asked for and that did not fail, by the id we gave them: as often as they were made. */
  readonly refunds: readonly string[];
  /** What all movements of our balance there come to, in pence. */
  readonly balance: number;
}

/** Reads the stand-in's own store, of a stack that does not run. */
export function readProviderTruth(directory: string): ProviderTruth {
  const store = openObjectStore(directory);
  try {
    return {
      checkouts: store.all('checkout.session', {}).map(({ id, metadata, payment_status }) => ({
        id,
        donationId: metadata?.[donationKey] ?? '',
        isPaid: payment_status === 'paid',
      })),
      refunds: store
        .all('refund', {})
        .filter(({ status }) => status !== 'failed')
        .flatMap(({ metadata }) => metadata?.[refundKey] ?? []),
      balance: store.all('balance_transaction', {}).reduce((sum, { net }) => sum + net, 0),
    };
  } finally {
    store.close();
  }
}
