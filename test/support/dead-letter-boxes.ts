import type { BoxName, DeadLetterBoxes } from '../../functions/web-oversight/dead-letter-boxes.ts';
import type { DeadLetter, DeadLetters } from '../../shared/runtime/dead-letters.ts';

/** Dead letters in memory, and what was sent again from them. */
export interface KeptBoxes {
  readonly boxes: DeadLetterBoxes;
  readonly lying: Readonly<Record<BoxName, DeadLetter[]>>;
  readonly sentAgain: { readonly box: BoxName; readonly body: string; readonly occasion: string }[];
}

const lettersIn = (lying: DeadLetter[]): DeadLetters => ({
  count: async () => lying.length,
  look: async (most) => lying.slice(0, most),
  takeOff: async ({ most, isMeant, settle }) => {
    const meant = lying.filter(isMeant).slice(0, most);
    for (const letter of meant) {
      await settle(letter);
      lying.splice(lying.indexOf(letter), 1);
    }
    return meant.length;
  },
});

const forEachBox = <Value>(make: (box: BoxName) => Value): Record<BoxName, Value> => ({
  referral: make('referral'),
  assessment: make('assessment'),
  donation: make('donation'),
  allocation: make('allocation'),
  offers: make('offers'),
  mail: make('mail'),
  'mail-reports': make('mail-reports'),
  'facts-not-relayed': make('facts-not-relayed'),
  'sweeps-not-started': make('sweeps-not-started'),
});

export function keepBoxes(): KeptBoxes {
  const lying = forEachBox((): DeadLetter[] => []);
  const sentAgain: KeptBoxes['sentAgain'] = [];
  const boxes = forEachBox((box) => ({
    letters: lettersIn(lying[box]),
    sendAgain: async ({ body }: DeadLetter, occasion: string): Promise<void> => {
      sentAgain.push({ box, body, occasion });
    },
  }));
  return { boxes, lying, sentAgain };
}
