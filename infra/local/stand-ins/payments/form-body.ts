/** What a form-encoded body says: text at the leaves, nested as the brackets in the names nest. */
export type Params = { [name: string]: Params | Params[] | string | string[] };

type Nested = Map<string, Nested | string>;

function place(into: Nested, [step, ...rest]: string[], value: string): void {
  if (step === undefined) return;
  const key = step === '' ? `${into.size}` : step;
  if (rest.length === 0) {
    into.set(key, value);
    return;
  }
  const found = into.get(key);
  const inner = found instanceof Map ? found : new Map<string, Nested | string>();
  into.set(key, inner);
  place(inner, rest, value);
}

function flatten(nested: Nested): unknown {
  const keys = [...nested.keys()];
  const values = [...nested.values()].map((value) => (value instanceof Map ? flatten(value) : value));
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) return values;
  // No prototype, so that a parameter named `__proto__` is a parameter like any other.
  const named: Record<string, unknown> = Object.create(null);
  for (const [n, key] of keys.entries()) named[key] = values[n];
  return named;
}

/**
 * Reads Stripe's form encoding: `line_items[0][price_data][currency]=gbp`, `expand[]=latest_charge`. Lists may be
 * numbered or not; everything stays text, for the schemas to read as what it should be.
 */
export function parseFormBody(encoded: string): Params {
  const root: Nested = new Map();
  for (const [name, value] of new URLSearchParams(encoded)) {
    const steps = [name.replace(/\[.*$/s, ''), ...[...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')];
    place(root, steps, value);
  }
  if (root.size === 0) return {};
  return { ...(flatten(root) as Params) };
}
