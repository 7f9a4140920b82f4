import { queues } from '../../events/catalogue.ts';
import type { DeadLetter, DeadLetters } from '../../shared/runtime/dead-letters.ts';

/** Every place where something lies that was given up. */
export const boxNames = [...queues, 'mail-reports', 'facts-not-relayed', 'sweeps-not-started'] as const;
export type BoxName = (typeof boxNames)[number];

export interface DeadLetterBox {
  readonly letters: DeadLetters;
  /** Has what a letter stands for happen again, before the letter is taken off; harmless if it happens twice. */
  readonly sendAgain: (letter: DeadLetter, occasion: string) => Promise<void>;
}

export type DeadLetterBoxes = Readonly<Record<BoxName, DeadLetterBox>>;
