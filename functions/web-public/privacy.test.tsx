import { describe, expect, test } from 'vitest';
import { Referral } from '../../shared/domain/referral.ts';
import { createPublicSite } from '../../test/support/public-site.ts';
import { keptInWords, keptOfRequest } from './pages/privacy-kept.ts';

describe('the privacy notice', () => {
  test('says of every field of a request that it is kept', async () => {
    expect(Object.keys(keptOfRequest).toSorted()).toEqual(Object.keys(Referral.unwrap().shape).toSorted());
    const visitor = await createPublicSite().newVisitor().open('/privacy');
    for (const words of keptInWords()) expect(visitor.text).toContain(words);
  });

  test('says who sees it, and by what law', async () => {
    const visitor = await createPublicSite().newVisitor().open('/privacy');
    expect(visitor.text).not.toContain('Nobody else does');
    for (const words of ['safeguarding lead', 'Article 9', 'Article 10']) expect(visitor.text).toContain(words);
  });

  test.each(['/refer', '/refer/family', '/refer/professional'])('can be read from the words of %s', async (path) => {
    const visitor = await createPublicSite().newVisitor().open(path);
    const content = /<main[\s\S]*<\/main>/.exec(visitor.html)?.[0] ?? '';
    expect(content).toContain('href="/privacy"');
  });
});
