import { beforeEach, describe, expect, test } from 'vitest';
import { Pence } from '../../events/values.ts';
import { system } from '../../shared/domain/actor.ts';
import { change, nothingElse } from '../../shared/domain/decision.ts';
import { receiptNumberOf } from '../../shared/domain/donation.ts';
import { lotIdOf } from '../../shared/domain/fund.ts';
import { marked, receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { settings } from '../../test/support/sample-ids.ts';
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

describe('putting right how a gift was recorded', () => {
  const reason = { reason: 'A nought too many', fund: settings.pool.generalFund.id };

  test('is asked for by one of finance on a form that shows what is recorded, and decided on by another', async () => {
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}`);
    await fay.follow('Put right how this gift was recorded');
    await fay.submit({ amount: '72', ...reason }, 'Ask for this correction');
    expect(fay.text).toContain('The correction is asked for.');
    expect(fay.text).toContain('Amount £720.00 → £72.00');
    expect(fay.html).not.toContain('Agree to this correction');
    const femi = await openAs('Femi', `/donations/${id}`);
    await femi.submit({}, 'Agree to this correction');
    expect(femi.text).toContain('What was booked is reversed, and booked as it should have been.');
    expect(femi.text).toMatch(/Put right A nought too many Where it is needed most [\w ]*The same £720.00/);
    const [trial] = [await openAs('Tess', '/journal')];
    expect(trial.text).toContain('Bank £72.00');
  });

  test('says in words why not: nothing is different, no name for another giver, and money that is promised', async () => {
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}/correct`);
    await fay.submit(reason, 'Ask for this correction');
    expect(fay.errors[0]?.message).toContain('This is what is recorded already');
    await fay.submit({ giver: 'other', ...reason }, 'Ask for this correction');
    expect(fay.errors[0]?.href).toBe('#donor-name');
    const lot = await site.store.get('lot', lotIdOf(id));
    if (lot === undefined) throw new Error('the gift has a lot');
    const at = site.deps.now();
    const used = { ...lot.value, free: Pence.parse(0), transferred: lot.value.amount };
    await site.store.commit([
      { about: 'test/0', did: 'use', why: 'arranged', by: system, at, ...nothingElse, changes: [change(lot, used)] },
    ]);
    await fay.submit({ amount: '72', giver: 'as-recorded', ...reason }, 'Ask for this correction');
    expect(fay.status).toBe(422);
    expect(fay.errors[0]?.message).toContain('promised to places, spent or moved already');
  });

  test('may be refused, keeps another giver from every page, and is nobody’s but finance’s', async () => {
    const id = await receiveGift(site, 720);
    const fay = await openAs('Fay', `/donations/${id}/correct`);
    await fay.submit({ giver: 'other', 'donor-name': 'Otherdonor', ...reason }, 'Ask for this correction');
    expect(fay.text).toContain('Giver Somebody else');
    expect(fay.html).not.toContain('Otherdonor');
    const femi = await openAs('Femi', `/donations/${id}`);
    await femi.submit({}, 'Decline this correction');
    expect(femi.text).toContain('The gift stays as it was recorded.');
    expect(femi.text).toMatch(/Declined A nought too many .*The same £720.00/);
    await fay.open(`/console/donations/${id}/correct`);
    await fay.submit({ giver: 'other', 'donor-name': 'Otherdonor', ...reason }, 'Ask for this correction');
    await femi.open(`/console/donations/${id}`);
    await femi.submit({}, 'Agree to this correction');
    expect(femi.text).toMatch(/Put right A nought too many .*Was another £720.00/);
    expect(femi.html).not.toContain('Otherdonor');
    expect((await openAs('Tess', `/donations/${id}/correct`)).status).toBe(403);
  });
});
