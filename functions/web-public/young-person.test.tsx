import { beforeEach, describe, expect, test } from 'vitest';
import {
  createPublicSite,
  exampleSettings,
  identitiesOf,
  type PublicSite,
  recordsOf,
} from '../../test/support/public-site.ts';

let site: PublicSite;
beforeEach(() => {
  site = createPublicSite();
});

const button = 'Ask the safeguarding lead to call me';
const typed = { kind: 'under-18', name: 'Jo Marsh', organisation: 'A surgery', phone: '0113 496 0000' };
const answerNo = async (door: string) => {
  const visitor = await site.newVisitor().open(`/refer/age?for=${door}`);
  return visitor.submit({ adult: 'no' }, 'Continue');
};

describe('a professional whose person is under 18', () => {
  test('reads what to do, first of all where there is danger, and who helps young people', async () => {
    const visitor = await answerNo('professional');
    expect([visitor.status, visitor.heading]).toEqual([200, 'For a young person, or a child who may be at risk']);
    expect(visitor.text).toContain(`If somebody is in danger now, call ${exampleSettings.emergencyPhone}`);
    expect(visitor.text).toContain('Follow the safeguarding procedure of your own organisation');
    expect(visitor.html).toContain('href="/young-people"');
    expect(visitor.text).toContain('Please do not write who the young person is');
  });

  test('asks to be called, and the safeguarding lead is told: once, with nothing of the young person', async () => {
    const visitor = await answerNo('professional');
    const again = visitor.html;
    await visitor.submit(typed, button);
    expect(visitor.heading).toBe('Our safeguarding lead will call you');
    expect(recordsOf(site, 'concern')).toMatchObject([{ kind: 'under-18', state: 'raised' }]);
    expect(await identitiesOf(site)).toEqual({
      referrer: { name: 'Jo Marsh', organisation: 'A surgery', phone: '0113 496 0000' },
    });
    const id = /name="concern" value="([^"]+)"/.exec(again)?.[1];
    const csrf = /name="csrf" value="([^"]+)"/.exec(again)?.[1] ?? '';
    await visitor.post('/refer/young-person', new URLSearchParams({ ...typed, concern: id ?? '', csrf }).toString());
    expect(recordsOf(site, 'concern')).toHaveLength(1);
  });

  test('is told beside each field what is missing, and nothing is kept', async () => {
    const visitor = await answerNo('professional');
    await visitor.submit({ name: '', organisation: '', phone: 'later' }, button);
    expect(visitor.status).toBe(422);
    expect(visitor.errors.map(({ href }) => href)).toEqual(['#kind', '#name', '#organisation', '#phone']);
    expect(recordsOf(site, 'concern')).toEqual([]);
    expect(recordsOf(site, 'identity')).toEqual([]);
  });

  test('finds the way from the first page for professionals, and from that for young people', async () => {
    const start = await site.newVisitor().open('/refer/professional');
    await start.follow('What to do for a young person or a child');
    expect(start.heading).toBe('For a young person, or a child who may be at risk');
    const young = await site.newVisitor().open('/young-people');
    await young.follow('ask our safeguarding lead to call you');
    expect(young.status).toBe(200);
  });
});

describe('somebody under 18 who came for themself', () => {
  test('is shown who helps young people, and asked nothing', async () => {
    const visitor = await answerNo('self');
    expect(visitor.heading).toBe('There is help for young people');
    expect(visitor.text).toContain('Childline');
    expect(visitor.text).toContain('We have kept nothing of what you answered');
    for (const kind of ['draft', 'identity', 'referral', 'concern'] as const) expect(recordsOf(site, kind)).toEqual([]);
  });
});
