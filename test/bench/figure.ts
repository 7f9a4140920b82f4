/** One measurement against its bar. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: number;
  readonly holds: boolean;
}

/** A figure that must not be above its bar. */
export const atMost = (figure: string, value: number, unit: string, bar: number): Figure => ({
  figure,
  value,
  unit,
  bar,
  holds: value <= bar,
});

/** A figure that must not be below its bar. */
export const atLeast = (figure: string, value: number, unit: string, bar: number): Figure => ({
  figure,
  value,
  unit,
  bar,
  holds: value >= bar,
});

/** A ratio or time as a person reads it: three digits after the point. */
export const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
