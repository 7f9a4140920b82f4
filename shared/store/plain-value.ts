/** A value as a store keeps it: a copy without undefined properties, frozen through and through. */
export function plainValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  // The copies have the shape of the value; what is gone was undefined, which an absent property is too.
  if (Array.isArray(value)) return Object.freeze(value.map(plainValue)) as T;
  const copy: Record<string, unknown> = {};
  // An object, asked for its parts by name: each is looked at once, for every record goes through here.
  const parts = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(parts)) {
    const part = parts[name];
    if (part !== undefined) copy[name] = typeof part === 'object' ? plainValue(part) : part;
  }
  return Object.freeze(copy) as T;
}
