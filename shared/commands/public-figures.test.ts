import { describe, expect, it } from 'vitest';
import { place, referral } from '../../test/support/case-samples.ts';
import { poolId } from '../../test/support/sample-ids.ts';
import { openOffice, whatOf } from '../../test/support/small-office.ts';
import { later } from '../domain/office-days.ts';
import { readPublicFigures, renewPublicFigures } from './public-figures.ts';
import { sweepDeadlines } from './sweep.ts';

async function officeWithPeople() {
  const office = openOffice();
  const asked = later(office.deps.now(), { days: -200 });
  const clock = { startedAt: asked, endedAt: later(asked, { days: 50 }), pauses: [] };
  const states = ['in-therapy', 'completed', 'ended-early'] as const;
  for (let n = 1; n <= 21; n += 1) await office.putNew(referral({ state: states[n % 3], clock }, n));
  for (let n = 31; n <= 37; n += 1) {
    await office.putNew(referral({}, n), place('requested', { unusable: n === 31 ? ['paused'] : [] }, n));
  }
  return office;
}

describe('the figures that anybody may read', () => {
  it('are of everybody whom the lists hold', async () => {
    const { deps } = await officeWithPeople();
    expect(await readPublicFigures(deps)).toBeUndefined();
    expect(whatOf(await renewPublicFigures(deps))).toBe('renewed');
    expect(await readPublicFigures(deps)).toMatchObject({
      poolId,
      waiting: { kind: 'about', people: 5 },
      began: { kind: 'about', people: 20 },
      toFirstSession: { kind: 'weeks', from: 7, to: 8 },
    });
  });

  it('are read to the end of lists longer than a page, and not into who asked years ago', async () => {
    const office = await officeWithPeople();
    const { deps } = office;
    const longAgo = later(deps.now(), { days: -4 * 365 });
    const clock = { startedAt: longAgo, endedAt: later(deps.now(), { days: -5 }), pauses: [] };
    for (let n = 100; n < 310; n += 1) await office.putNew(referral({ state: 'completed', clock }, n));
    expect(whatOf(await renewPublicFigures(deps))).toBe('renewed');
    expect(await readPublicFigures(deps)).toMatchObject({ began: { kind: 'about', people: 20 } });
    const lately = { startedAt: later(deps.now(), { days: -90 }), endedAt: deps.now(), pauses: [] };
    for (let n = 400; n < 610; n += 1) await office.putNew(referral({ state: 'completed', clock: lately }, n));
    office.pass({ days: 31 });
    expect(whatOf(await renewPublicFigures(deps))).toBe('renewed');
    expect(await readPublicFigures(deps)).toMatchObject({ began: { kind: 'about', people: 230 } });
  });

  it('stay as they are until a quarter begins, whatever happens to anybody', async () => {
    const office = await officeWithPeople();
    await sweepDeadlines(office.deps);
    const first = await readPublicFigures(office.deps);
    await office.putNew(...Array.from({ length: 9 }, (_, n) => place('requested', {}, 50 + n)));
    office.pass({ days: 30 });
    expect(whatOf(await renewPublicFigures(office.deps))).toBe('fresh');
    expect(await readPublicFigures(office.deps)).toEqual(first);
    office.pass({ days: 1 });
    await sweepDeadlines(office.deps);
    expect(await readPublicFigures(office.deps)).toMatchObject({
      quarter: '2027-04-01',
      waiting: { kind: 'about', people: 15 },
    });
    expect((await office.store.history(`pool/${poolId}`, { limit: 10 })).items.map(({ did }) => did)).toEqual([
      'renew-public-figures',
      'renew-public-figures',
    ]);
  });
});
