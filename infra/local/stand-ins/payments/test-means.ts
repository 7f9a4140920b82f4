import type Stripe from 'stripe';

/** What a person may pay with on the payment page. A fingerprint is what tells a card seen before from a new one. */
interface Means {
  label: string;
  details: Stripe.Charge.PaymentMethodDetails;
}

function card(brand: string, last4: string, funding: string): Stripe.Charge.PaymentMethodDetails {
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand,
      checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
      country: 'GB',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2034,
      fingerprint: `standin${brand}${last4}`,
      funding,
      installments: null,
      last4,
      mandate: null,
      network: brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

export const testCards = {
  '4242': { label: 'Visa credit ending 4242', details: card('visa', '4242', 'credit') },
  '5556': { label: 'Visa debit ending 5556', details: card('visa', '5556', 'debit') },
  '4444': { label: 'Mastercard credit ending 4444', details: card('mastercard', '4444', 'credit') },
} as const satisfies Record<string, Means>;

export type TestCard = keyof typeof testCards;

export const bankDebit: Stripe.Charge.PaymentMethodDetails = {
  type: 'bacs_debit',
  bacs_debit: { fingerprint: 'standinbank2345', last4: '2345', mandate: null, sort_code: '108800' },
};

/** The donor that the payment page would have asked. Marked, so that a test can look for it where it must not be. */
export const testDonor = {
  address: {
    city: 'Testford',
    country: 'GB',
    line1: '1 Test Street',
    line2: null,
    postal_code: 'TE5 7ER',
    state: null,
  },
  email: 'test.donor@example.org',
  name: 'Test Donor',
  phone: null,
} as const;
