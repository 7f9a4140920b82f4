import { beforeEach, describe, expect, test } from 'vitest';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

describe('an absence', () => {
  const from = { 'from-day': '28', 'from-month': '3', 'from-year': '2027' };
  const until = { 'until-day': '29', 'until-month': '3', 'until-year': '2027' };

  test('lasts from the start of its first day to the end of its last, by the office’s clock', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/absence');
    await cora.submit({ ...from, ...until, why: 'leave' }, 'Record this absence');
    expect(cora.text).toContain('The absence is recorded');
    expect(cora.text).toContain('You 28 Mar 2027 29 Mar 2027 To come');
    const [absence] = (await site.store.list('delegation', 'delegations/coordinator', { limit: 5 })).items;
    // Summer time begins on 28 March 2027.
    expect(absence?.value).toMatchObject({ from: '2027-03-28T00:00:00.000Z', until: '2027-03-29T23:00:00.000Z' });
  });

  test('lets the deputy act from its first moment to its last', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/absence');
    const today = { 'from-day': '1', 'from-month': '3', 'from-year': '2027' };
    const tomorrow = { 'until-day': '2', 'until-month': '3', 'until-year': '2027' };
    expect((await (await site.visitAs('Dev')).open('/console/waiting')).status).toBe(403);
    await cora.submit({ ...today, ...tomorrow, why: 'work' }, 'Record this absence');
    expect(cora.text).toContain('Deputy acts now');
    expect((await (await site.visitAs('Dev')).open('/console/waiting')).status).toBe(200);
    site.world.advance({ days: 2 });
    expect((await (await site.visitAs('Dev')).open('/console/waiting')).status).toBe(403);
  });

  test('ends at once when the coordinator is back, and is not ended twice', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/absence');
    const today = { 'from-day': '1', 'from-month': '3', 'from-year': '2027' };
    const tomorrow = { 'until-day': '2', 'until-month': '3', 'until-year': '2027' };
    await cora.submit({ ...today, ...tomorrow, why: 'work' }, 'Record this absence');
    const elsewhere = await (await site.visitAs('Cora')).open('/console/absence');
    await cora.submit({}, 'End it now');
    expect(cora.text).toContain('The absence has ended');
    expect(cora.text).not.toContain('Deputy acts now');
    expect((await (await site.visitAs('Dev')).open('/console/waiting')).status).toBe(403);
    await elsewhere.submit({}, 'End it now');
    expect(elsewhere.status).toBe(409);
    expect(elsewhere.errors.map(({ message }) => message)).toHaveLength(1);
  });

  test.each([
    [{}, '#from-day', 'Enter the first day of the absence'],
    [{ ...from, ...until }, '#why', 'Choose what kind of absence it is'],
    [{ ...from, ...until, why: 'ill, with a name' }, '#why', 'Choose what kind of absence it is'],
    [
      { ...from, ...until, 'until-day': '27', why: 'leave' },
      '#until-day',
      'The last day must be on or after the first day',
    ],
    [
      { ...from, ...until, 'from-year': '2026', 'until-year': '2026', why: 'leave' },
      '#until-day',
      'The last day must be today or later',
    ],
  ])('with %o is refused beside the field', async (typed, href, message) => {
    const cora = await (await site.visitAs('Cora')).open('/console/absence');
    await cora.submit(typed, 'Record this absence');
    expect(cora.status).toBe(422);
    expect(cora.errors[0]).toEqual({ message, href });
    expect((await site.store.list('delegation', 'delegations/coordinator', { limit: 5 })).items).toEqual([]);
  });
});
