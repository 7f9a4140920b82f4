/** A value as a store keeps it: a copy without undefined properties, frozen through and through. */
export function plainValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value)
    ? value.map(plainValue)
    : Object.fromEntries(
        Object.entries(value)
          .filter(([, part]) => part !== undefined)
          .map(([name, part]) => [name, plainValue(part)]),
      );
  // The copy has the shape of the value; what is gone was undefined, which an absent property is too.
  return Object.freeze(copy) as T;
}
