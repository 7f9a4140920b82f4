import { describe, expect, test } from 'vitest';
import type { Versioned } from '../../shared/domain/decision.ts';
import type { PublicFigures } from '../../shared/domain/public-figures.ts';
import type { Kind } from '../../shared/domain/records.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { createPublicSite, type PublicSite } from '../../test/support/public-site.ts';
import { putFigures, reckoned } from '../../test/support/put-figures.ts';
import { professionalAnswers, selfAnswers, sendRequest } from '../../test/support/refer-journey.ts';

async function siteWith(figures: Partial<PublicFigures>): Promise<PublicSite> {
  const site = createPublicSite();
  await putFigures(site, figures);
  return site;
}

/** A store of which nothing can be read that only tells. */
class NoFigures extends MemoryStore {
  override async get<K extends Kind>(kind: K, id: string): Promise<Versioned<K> | undefined> {
    if (kind === 'public-figures') throw new Error('it cannot be read now');
    return super.get(kind, id);
  }
}

describe('how long it takes', () => {
  test.each(['/refer', '/refer/family', '/refer/professional'])(
    'stands on %s as a range, and when it was counted',
    async (path) => {
      const visitor = await (await siteWith(reckoned)).newVisitor().open(path);
      expect(visitor.text).toContain('had waited 3 to 11 weeks from asking to their first session');
      expect(visitor.text).toContain('an assessor began with most people up to 3 weeks after they had asked');
      expect(visitor.text).toContain('Counted on 1 October 2026, and again every three months.');
    },
  );

  test.each([
    ['one’s own request', selfAnswers],
    ['the request of somebody one referred', professionalAnswers],
  ])('stands with %s while it waits, and no place in a queue', async (_, answers) => {
    const site = await siteWith(reckoned);
    const { reference, code } = await sendRequest(site.newVisitor(), answers);
    const visitor = await site.newVisitor().open('/status');
    await visitor.submit({ reference, code });
    expect(visitor.text).toContain('3 to 11 weeks');
    expect(visitor.text).not.toContain('40');
    await visitor.submit({}, 'take it back');
    expect(visitor.text).not.toContain('weeks');
  });

  test('is said in words and not in numbers when too few have come this way, or nothing was counted yet', async () => {
    for (const site of [await siteWith({}), createPublicSite()]) {
      const visitor = await site.newVisitor().open('/refer');
      expect(visitor.text).toContain('we cannot say in numbers yet');
      expect(visitor.text).not.toMatch(/\d+ weeks/);
    }
  });

  test('keeps nobody from asking, or from giving, when it cannot be read', async () => {
    const site = createPublicSite({ store: new NoFigures() });
    for (const path of ['/refer', '/give']) {
      const visitor = await site.newVisitor().open(path);
      expect(visitor.status).toBe(200);
    }
    expect(site.failures.map(({ route }) => route)).toEqual(['/refer', '/give']);
  });
});

describe('who gives', () => {
  test('reads what a place costs and does, and about how many wait for one', async () => {
    const visitor = await (await siteWith(reckoned)).newVisitor().open('/give');
    expect(visitor.text).toContain('about 12 sessions of about £60, so £720 in all');
    expect(visitor.text).toContain('About 40 people are waiting for a place');
    expect(visitor.text).toContain('About 25 people began therapy in the last year');
    expect(visitor.text).toContain('Counted on 1 October 2026, and again every three months, to the nearest 5');
  });

  test('is told of fewer than five, and never how few', async () => {
    const visitor = await (await siteWith({})).newVisitor().open('/give');
    expect(visitor.text).toContain('Fewer than five people are waiting for a place');
    expect(visitor.text).toContain('Fewer than five people began therapy');
  });

  test('reads nothing of how many before anything was counted', async () => {
    const visitor = await createPublicSite().newVisitor().open('/give');
    expect(visitor.text).toContain('so £720 in all');
    expect(visitor.text).not.toContain('waiting for a place');
  });
});
