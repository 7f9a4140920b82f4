import { beforeEach, describe, expect, test } from 'vitest';
import { addUpLedger } from '../../shared/commands/add-up-ledger.ts';
import { receiptNumberOf } from '../../shared/domain/donation.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { putOnWaitingList, receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

async function openAs(name: string, path: string): Promise<Visitor> {
  return (await site.visitAs(name)).open(path);
}

describe('where a gift is', () => {
  test('counts the places it is held for and names none of them', async () => {
    const gift = await receiveGift(site, 720);
    const people = [await putOnWaitingList(site), await putOnWaitingList(site)];
    const fay = await openAs('Fay', '/console/donations');
    await fay.follow(receiptNumberOf(gift));
    await fay.follow('Where its money is');
    expect(fay.heading).toBe(`Where gift ${receiptNumberOf(gift)} is`);
    expect(fay.text).toContain('Came in all £720.00');
    expect(fay.text).toContain('Free £120.00');
    expect(fay.text).toContain('Held £600.00, for 2 places');
    expect(fay.text).toContain('Spent £0.00, on sessions of 0 places');
    expect(fay.text).not.toContain('does not add up');
    for (const person of people) {
      expect(fay.html).not.toContain(person);
      expect(fay.html).not.toContain(placeIdOf(person).slice('plc_'.length));
    }
    expect(fay.text).toContain('We say how many only from 5 people on');
  });

  test('is the same before a sweep has written its uses down, and after', async () => {
    const gift = await receiveGift(site, 720);
    await putOnWaitingList(site);
    const path = `/console/donations/${gift}/trace`;
    const before = (await openAs('Tess', path)).text;
    site.world.advance({ days: 1 });
    await addUpLedger(site.deps);
    await putOnWaitingList(site);
    const after = (await openAs('Tess', path)).text;
    expect(before).toContain('Held £300.00, for 1 place');
    expect(after).toContain('Held £600.00, for 2 places');
  });

  test('can be saved as a file, a line for each lot', async () => {
    const gift = await receiveGift(site, 720);
    await putOnWaitingList(site);
    const fay = await openAs('Fay', `/console/donations/${gift}/trace`);
    await fay.follow('Save this as a CSV file');
    expect(fay.headers.get('Content-Disposition')).toContain(`gift-${receiptNumberOf(gift)}.csv`);
    expect(fay.html).toContain('"Where it is needed most",720.00,0.00,420.00,300.00,0.00,0.00,0.00,0.00');
  });

  test.each(['don_unknown000000000', 'nonsense'])('of %s is nowhere', async (id) => {
    for (const path of [`/console/donations/${id}/trace`, `/console/donations/${id}/trace/export`])
      expect((await openAs('Fay', path)).status).toBe(404);
  });
});

describe('what pays for a place', () => {
  test('is said gift by gift to whoever decides on places or keeps the books', async () => {
    const gift = await receiveGift(site, 100);
    const other = await receiveGift(site, 720);
    const placeId = placeIdOf(await putOnWaitingList(site));
    const cora = await openAs('Cora', `/console/places/${placeId}`);
    await cora.follow('Every gift that pays for it');
    expect(cora.text).toContain(`1 Where it is needed most ${receiptNumberOf(gift)} £100.00 £100.00 £0.00 £0.00`);
    expect(cora.text).toContain(`1 Where it is needed most ${receiptNumberOf(other)} £200.00 £200.00 £0.00 £0.00`);
    expect(cora.text).toContain('All £300.00 £300.00 £0.00 £0.00');
    await cora.follow('Save this as a CSV file');
    expect(cora.html.trimEnd().split('\r\n')).toHaveLength(3);
    expect((await openAs('Fay', `/console/place-money/${placeId}`)).status).toBe(200);
    expect((await openAs('Asha', `/console/place-money/${placeId}`)).status).toBe(403);
    expect((await openAs('Asha', `/console/places/${placeId}`)).text).not.toContain('Every gift that pays for it');
  });

  test('is nothing yet while it waits', async () => {
    const placeId = placeIdOf(await putOnWaitingList(site));
    expect((await openAs('Tess', `/console/place-money/${placeId}`)).text).toContain('Nothing was ever held');
    expect((await openAs('Tess', '/console/place-money/plc_unknown000000000')).status).toBe(404);
  });
});
