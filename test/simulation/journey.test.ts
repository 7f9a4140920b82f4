import { describe, expect, it } from 'vitest';
import { tell } from './tell.ts';

const plain = await tell(1, 1);

describe('one referral meets one donation', () => {
  it('ends with a therapist, a paid hold, and everybody told once', () => {
    const { story } = plain;
    expect(story).toContain('"kind":"place"');
    expect(story).toMatch(/"state":"allocated"/);
    expect(story).toMatch(/"free":42000/);
    expect(story.match(/^donor-thank-you/gm)).toHaveLength(1);
    expect(story.match(/^therapist-offer /gm)).toHaveLength(2);
    expect(story.match(/^client-therapist-found/gm)).toHaveLength(1);
  });

  const twenties = Array.from({ length: 10 }, (_, index) => ({ from: index * 20 + 1, to: index * 20 + 20 }));

  it.each(twenties)(
    'ends the same in any order, every message delivered three times (seeds $from to $to)',
    async ({ from, to }) => {
      for (let seed = from; seed <= to; seed += 1) {
        const { story } = await tell(seed, 3);
        expect(story, `seed ${seed}`).toBe(plain.story);
      }
    },
  );
});
