import { type Bundle, heaviestParts } from './bundles.ts';
import { atMost, type Figure } from './figure.ts';

const bar = 700_000;
const barWithPayments = 950_000;

const hasPaymentsSdk = ({ inputs }: Bundle): boolean =>
  [...inputs.keys()].some((path) => path.includes('node_modules/stripe/'));

/** The bytes of a function's minified bundle, all its files together. Whoever has the payment provider's SDK inside is allowed its weight. */
export function measureSize(bundle: Bundle, tell: (line: string) => void): Figure {
  const figure = atMost(
    `bundle-size:${bundle.name}`,
    bundle.bytes,
    'bytes',
    hasPaymentsSdk(bundle) ? barWithPayments : bar,
  );
  if (!figure.holds) tell(`${bundle.name} is too large. In it, in bytes: ${heaviestParts(bundle)}`);
  return figure;
}
