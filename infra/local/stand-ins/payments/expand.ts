import { invalidRequest } from './api-error.ts';
import { balanceTransactionNow } from './balance-transactions.ts';
import { lineItemsOf } from './checkout-session.ts';
import type { Kind } from './object-store.ts';
import type { Provider } from './provider.ts';

/** Which field of an object names another one, and of what kind: these can be expanded. */
const references: Record<string, Kind> = {
  balance_transaction: 'balance_transaction',
  charge: 'charge',
  customer: 'customer',
  failure_balance_transaction: 'balance_transaction',
  invoice: 'invoice',
  latest_charge: 'charge',
  latest_invoice: 'invoice',
  payment_intent: 'payment_intent',
  subscription: 'subscription',
};

/** A balance movement's source is of many kinds; its id says which. */
const sources: Record<string, Kind> = { ch: 'charge', py: 'charge', re: 'refund', du: 'dispute', po: 'payout' };

const kindNamed = (field: string, value: unknown): Kind | undefined =>
  field === 'source' ? sources[String(value).split('_')[0] ?? ''] : references[field];

/** Lists that an object shows only when asked: where they come from. */
const included: Record<string, (provider: Provider, owner: Loose) => unknown> = {
  'charge.refunds': (provider, charge) => {
    const { data, hasMore } = provider.store.list('refund', { where: { charge: String(charge.id) }, limit: 10 });
    return { object: 'list', data, has_more: hasMore, url: `/v1/charges/${String(charge.id)}/refunds` };
  },
  'invoice.payments': (provider, invoice) => {
    const { data, hasMore } = provider.store.list('invoice_payment', {
      where: { invoice: String(invoice.id) },
      limit: 10,
    });
    return { object: 'list', data, has_more: hasMore, url: '/v1/invoice_payments' };
  },
  'checkout.session.line_items': (provider, session) => lineItemsOf(provider, String(session.id)),
};

type Loose = { [name: string]: unknown };
const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects as an answer shows them: a balance movement with its status of now. */
function shown(provider: Provider, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(provider, item));
  if (!isLoose(value)) return value;
  if (value.object === 'list') return { ...value, data: shown(provider, value.data) };
  const movement =
    value.object === 'balance_transaction' && provider.store.get('balance_transaction', String(value.id));
  return movement ? balanceTransactionNow(movement, provider.seconds()) : value;
}

function expandStep(provider: Provider, owner: Loose, field: string, rest: readonly string[], path: string): unknown {
  const value = owner[field];
  const lister = included[`${String(owner.object)}.${field}`];
  const kind = kindNamed(field, value);
  if (lister && (value === undefined || value === null)) {
    return expandPath(provider, shown(provider, lister(provider, owner)), rest, path);
  }
  if (typeof value === 'string' && kind !== undefined) {
    return expandPath(provider, shown(provider, provider.store.get(kind, value)) ?? value, rest, path);
  }
  if (value === null && kind !== undefined) return null;
  if (isLoose(value) || Array.isArray(value)) return expandPath(provider, value, rest, path);
  throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
}

function expandPath(provider: Provider, value: unknown, steps: readonly string[], path: string): unknown {
  const [field, ...rest] = steps;
  if (field === undefined || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => expandPath(provider, item, steps, path));
  if (!isLoose(value)) return value;
  return { ...value, [field]: expandStep(provider, value, field, rest, path) };
}

/**
 * An answer with the asked-for references replaced by what they name: `latest_charge.balance_transaction`, in a
 * list `data.charge`. At most four levels deep, as at Stripe.
 */
export function expandAnswer(provider: Provider, answer: object, paths: readonly string[]): unknown {
  return paths.reduce<unknown>(
    (expanded, path) => {
      const steps = path.split('.');
      if (steps.length > 4) {
        throw invalidRequest(`You cannot expand more than 4 levels of a property. Property: ${path}`, {
          param: 'expand',
        });
      }
      return expandPath(provider, expanded, steps, path);
    },
    shown(provider, answer),
  );
}
