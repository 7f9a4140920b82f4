/** How often something is tried again, and how long to wait before each time. */
export interface Pauses {
  /** Further attempts after the first. */
  readonly most: number;
  /** Waits before a further attempt, counted from 1. */
  before(attempt: number): Promise<void>;
}

const firstPause = 40;
const longestPause = 1_000;

/**
 * Doubling pauses, each shortened at random, so that those who were refused together do not come back together.
 * @param sleep waits so many milliseconds.
 */
export const doublingPauses = (most: number, sleep: (milliseconds: number) => Promise<void>): Pauses => ({
  most,
  before: (attempt) => sleep(Math.random() * Math.min(longestPause, firstPause * 2 ** attempt)),
});
