import { beforeEach, describe, expect, test } from 'vitest';
import { placeIdOf } from '../../shared/domain/place.ts';
import { putOnWaitingList, receiveGift, reservePlace } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

async function openAs(name: string, path: string): Promise<Visitor> {
  return (await site.visitAs(name)).open(`/console${path}`);
}

describe('the runway', () => {
  test('divides what is free by what a whole place costs, after what places in hand still need', async () => {
    // A place of 12 sessions at £50 costs £600. Its first block of 6 is held, and £300 more is kept back for it.
    await reservePlace(site);
    await receiveGift(site, 1_500);
    const tess = await openAs('Tess', '/runway');
    expect(tess.text).toContain('Free now, less deficits £1,920');
    expect(tess.text).toContain('£300: what the place in hand needs beyond what is held for it');
    expect(tess.text).toContain('A whole place costs £600 on average');
    expect(tess.text).toContain('The pool can promise 2 whole places now');
    expect(tess.text).toContain('Nobody waits for a place');
  });

  test('draws what will be given from the whole months of the books, and shows them', async () => {
    await receiveGift(site, 600);
    for (let month = 0; month < 5; month += 1) {
      site.world.advance({ days: 31 });
      await receiveGift(site, 600);
    }
    const fay = await openAs('Fay', '/runway');
    expect(fay.text).toContain('£600 in the last 4 whole months');
    // Six gifts of £600 are free, and a place costs £720 by the settings: 5 now, and £3,600 more in six months.
    expect(fay.text).toContain('The pool can promise 5 whole places now, and 10 in all by 6 months from now.');
    expect(fay.text).toContain('6 10 10 10');
    expect(fay.text).not.toContain('fewer than 3 whole months');
  });

  test('says what it leans on, and that it does not lean on too few months', async () => {
    const cora = await openAs('Cora', '/runway');
    expect(cora.text).toContain('counts on none at all');
    expect(cora.text).toContain('any money can pay for any place');
    expect(cora.text).toContain('as the settings say: nobody has a place yet');
    expect(cora.text).toContain('There is no whole month of giving yet');
  });

  test('draws a chart that says in words what it shows', async () => {
    await receiveGift(site, 7_200);
    const fay = await openAs('Fay', '/runway');
    expect(fay.html).toMatch(/<svg[^>]+role="img"[^>]*><title[^>]*>Whole places that the pool can promise/);
    expect(fay.html).toContain('<polygon');
    expect(fay.html).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('is shown to whoever approves before they do, and to nobody else on that page', async () => {
    const reserved = await reservePlace(site);
    await putOnWaitingList(site);
    const path = `/places/${placeIdOf(reserved)}`;
    const cora = await openAs('Cora', path);
    expect(cora.text.indexOf('The pool can promise')).toBeGreaterThan(0);
    expect(cora.text.indexOf('The pool can promise')).toBeLessThan(cora.text.indexOf('Approve this place'));
    expect((await openAs('Asha', path)).text).not.toContain('The pool can promise');
  });
});
