/** A deliberate fault: what one file says, and what it says with the fault in it. */
export interface Fault {
  /** In a few words, as the report names it. */
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file: when the code changes, planting fails and the fault is thought about again. */
  readonly is: string;
  readonly becomes: string;
  /** Where it must be found. */
  readonly tests: readonly string[];
}

/** The text with the fault planted. */
export function plant(text: string, { name, file, is, becomes }: Fault): string {
  const [before, after, ...more] = text.split(is);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`"${name}" cannot be planted: its text must stand exactly once in ${file}`);
  }
  return `${before}${becomes}${after}`;
}
