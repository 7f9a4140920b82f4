/** A value as a store keeps it: a copy without undefined properties, frozen through and through. */
export function plainValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  // The copies have the shape of the value; what is gone was undefined, which an absent property is too.
  if (Array.isArray(value)) return Object.freeze(value.map(plainValue)) as T;
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) if (part !== undefined) copy[name] = plainValue(part);
  return Object.freeze(copy) as T;
}
