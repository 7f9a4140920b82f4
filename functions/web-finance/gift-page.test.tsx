import { beforeEach, describe, expect, test } from 'vitest';
import { receiptNumberOf } from '../../shared/domain/donation.ts';
import { marked, receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

async function openAs(name: string, path: string): Promise<Visitor> {
  return (await site.visitAs(name)).open(`/console${path}`);
}

const asked = { 'refund-amount': '20', reason: 'donor-asked' };
const day = (stem: string) => ({ [`${stem}-day`]: '1', [`${stem}-month`]: '3', [`${stem}-year`]: '2027' });

describe('the page of a gift', () => {
  test('tells what came of it, and not who gave it', async () => {
    const id = await receiveGift(site, 720);
    const tess = await openAs('Tess', '/donations');
    await tess.open(tess.linkTo(receiptNumberOf(id)));
    expect(tess.status).toBe(200);
    expect(tess.text).toContain('£720.00');
    expect(tess.text).toContain('None of this gift was given back.');
    expect(tess.html).not.toContain('Markeddonor');
    expect(tess.html).not.toContain('Ask for this refund');
    await tess.open(`/console/donations/${id}x`);
    expect(tess.status).toBe(404);
  });

  test('lets one ask for a refund, another decide on it, and finance record that it was sent', async () => {
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}`);
    await fay.submit(asked, 'Ask for this refund');
    expect(fay.text).toContain('A second person decides');
    expect(fay.text).toContain('Waits for a second person The donor asked for it From our bank £20.00');
    const femi = await openAs('Femi', `/donations/${id}`);
    await femi.submit({}, 'Agree to give back £20.00');
    expect(femi.text).toContain('Agreed, not sent yet');
    await femi.submit({ became: 'succeeded', ...day('moved') }, 'Record this');
    expect(femi.text).toContain('Given back The donor asked for it');
    expect(femi.text).toContain('Left of it with us £700.00');
  });

  test('lets finance record that what was sent came back, on a day that they enter', async () => {
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}`);
    await fay.submit(asked, 'Ask for this refund');
    const femi = await openAs('Femi', `/donations/${id}`);
    await femi.submit({}, 'Agree to give back £20.00');
    expect(femi.html).not.toContain('came back');
    await femi.submit({ became: 'succeeded', ...day('moved') }, 'Record this');
    expect(femi.text).toContain('The £20.00 sent on 1 Mar 2027 came back');
    await femi.submit({ 'returned-day': '1' }, 'Record that it came back');
    expect(femi.status).toBe(422);
    expect(femi.html).toContain(`id="${femi.errors[0]?.href.slice(1)}"`);
    await femi.submit(day('returned'), 'Record that it came back');
    expect(femi.text).toContain('Not given back The donor asked for it');
    expect(femi.text).not.toContain('Left of it with us');
    expect(femi.html).not.toContain('Record that it came back');
  });

  test('sent twice asks once, and a refund of too much is refused beside its field', async () => {
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}`);
    const { action, body } = fay.fill(asked, 'Ask for this refund');
    await fay.post(action, body);
    await fay.post(action, body);
    expect(site.store.export().records.filter(({ kind }) => kind === 'refund')).toHaveLength(1);
    await fay.open(`/console/donations/${id}`);
    await fay.submit({ ...asked, 'refund-amount': '700.01' }, 'Ask for this refund');
    expect(fay.status).toBe(422);
    expect(fay.errors[0]).toMatchObject({ href: '#refund-amount' });
  });

  test('lets the donor be told once that their money is on its way, and not of one that failed before', async () => {
    const letters = () => site.world.mailer.sent.filter(({ template }) => template === 'donor-refund');
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}`);
    await fay.submit(asked, 'Ask for this refund');
    await site.world.drain();
    expect(letters()).toEqual([]);
    const femi = await openAs('Femi', `/donations/${id}`);
    await femi.submit({}, 'Agree to give back £20.00');
    await site.world.drain();
    expect(letters()).toMatchObject([{ to: marked.donor.email, text: expect.stringContaining('Given back: £20') }]);
    await fay.open(`/console/donations/${id}`);
    await fay.submit({ ...asked, 'refund-amount': '30' }, 'Ask for this refund');
    await femi.open(`/console/donations/${id}`);
    await femi.submit({ became: 'failed', ...day('moved') }, 'Record this');
    await femi.submit({}, 'Agree to give back £30.00');
    await femi.submit({ became: 'failed', ...day('moved') }, 'Record this');
    await site.world.drain();
    expect(letters()).toHaveLength(1);
  });

  test('lets somebody say no, and not whoever asked', async () => {
    const id = await receiveGift(site, 720);
    const femi = await openAs('Femi', `/donations/${id}`);
    await femi.submit(asked, 'Ask for this refund');
    expect(femi.text).toContain('so another person decides');
    expect(femi.html).not.toContain('Agree to give back');
    const fay = await openAs('Fay', `/donations/${id}`);
    expect(fay.html).not.toContain('Agree to give back');
  });
});
