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

  it('ends the same whatever the order, with every message delivered three times', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { story } = await tell(seed, 3);
      expect(story, `seed ${seed}`).toBe(plain.story);
    }
  });
});
