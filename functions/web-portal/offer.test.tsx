import { describe, expect, test } from 'vitest';
import { rankTherapists } from '../../shared/domain/matching.ts';
import { localDay } from '../../shared/domain/office-days.ts';
import { search, therapist } from '../../test/support/case-samples.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { now, settings } from '../../test/support/sample-ids.ts';

/** The page of an offer that was ranked as offers are, between this case and this therapist. */
async function offerPage(mode: 'online' | 'in-person' | 'either', but: object) {
  const needs = { ...search().value.needs, mode };
  const free = { ...but, offers: 0 };
  const today = localDay(now, settings.office);
  const theCase = search({ needs, area: 'CF10' }).value;
  const { ranked } = rankTherapists(theCase, [therapist(free).value], settings.matching, now, today);
  const site = await createPortalSite({
    search: { needs },
    therapist: but,
    allocation: { reasons: ranked[0]?.reasons },
  });
  return site.newVisitor().open(await site.mailed('therapist-offer'));
}

describe('why a therapist is asked', () => {
  test('names what spoke for them in their own words, and never what we pay at most', async () => {
    const visitor = await offerPage('online', {});
    expect(visitor.text).toContain('Your fee is within what can be paid');
    expect(visitor.text).toContain('We have not asked you before');
    expect(visitor.text).toContain('You have room for another client: 0 of 2 so far');
    expect(visitor.text).toContain('You work online, as they need it');
    expect(visitor.text).not.toMatch(/£60|at most/);
  });

  const wholeRule = { modes: ['online', 'in-person'], area: 'NP20' };
  test.each([
    ['online', wholeRule, /You would meet online, so distance does not matter/, /Nobody needs to travel/],
    ['in-person', wholeRule, /About \d+ km from your consulting room /, /Your consulting room can be reached/],
    ['either', wholeRule, /About \d+ km from your consulting room, if you meet there/, /Nobody needs to travel/],
    ['either', { area: 'EH1' }, /You would meet online, so distance does not matter/, /Nobody needs to travel/],
  ] as const)('for a case %s with %j says one thing about the way', async (mode, but, outline, why) => {
    const { text } = await offerPage(mode, but);
    expect(text).toMatch(outline);
    expect(text).toMatch(why);
    expect(text).not.toContain('need not be travelled');
  });
});
