import { beforeEach, describe, expect, test } from 'vitest';
import { pauseReferral } from '../../shared/commands/manage.ts';
import type { AssessmentFindings } from '../../shared/domain/assess.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import { waitingOrder } from '../../shared/domain/waiting-list.ts';
import { putOnWaitingList } from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

describe('the waiting list', () => {
  const survivors: AssessmentFindings['needs'] = {
    groups: ['survivor'],
    primaryGroup: 'survivor',
    level: 'lower',
    mode: 'online',
    sessions: 4,
  };

  const shownOn = (visitor: Visitor): string[] =>
    [...visitor.text.matchAll(/SP-\w{5}-\w{5}/g)].map(([reference]) => reference);

  test('says of each entry what it is about, what it costs, and why it cannot be used', async () => {
    await putOnWaitingList(site, { needs: survivors });
    const held = await putOnWaitingList(site, { band: 'soon' });
    const holding = await (await site.visitAs('Cora')).open(`/console/cases/${held}`);
    await holding.submit({ 'hold-reason': 'asked' }, 'Put on hold');
    const cora = await (await site.visitAs('Cora')).open('/console/waiting');
    expect(cora.text).toContain('Was harmed by somebody Yorkshire and the Humber 1 Mar 2027 0 days 0 days £200.00 Yes');
    expect(cora.text).toContain('£300.00 No: the case is on hold or paused');
    expect(cora.html).not.toContain('survivor');
  });

  test('shows how long everybody has waited, as a chart that is named and as a table', async () => {
    await putOnWaitingList(site, { needs: survivors });
    await putOnWaitingList(site, { band: 'soon' });
    site.world.advance({ days: 40 });
    await putOnWaitingList(site, { band: 'urgent' });
    const cora = await (await site.visitAs('Cora')).open('/console/waiting');
    expect(cora.html).toMatch(/<svg[^>]+role="img"[^>]+aria-labelledby="waiting-title waiting-description"/);
    expect(cora.text).toContain('3 people wait, 1 urgent, 1 soon, 1 routine; the longest for 4 to 8 weeks.');
    expect(cora.text).toContain('0 to 4 1 0 0 1 4 to 8 0 1 1 2 8 to 13 0 0 0 0');
    expect(cora.html).not.toMatch(/NaN|undefined|Infinity| style=/);
  });

  test('draws no chart of nobody, and none after its first page', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/waiting');
    expect(cora.html).not.toContain('class="chart"');
    await putOnWaitingList(site);
    expect((await cora.open('/console/waiting?page=2')).html).not.toContain('class="chart"');
  });

  test('stands in the one order, over all classes and page by page, whoever can be used now', async () => {
    for (let person = 0; person < 27; person += 1) {
      const id = await putOnWaitingList(site, {
        ...(person % 2 === 0 ? {} : { band: 'soon' as const }),
        ...(person % 3 === 0 ? { needs: survivors } : {}),
      });
      if (person % 7 === 0) {
        await pauseReferral(site.deps, { referralId: id, overlay: 'on-hold', why: 'A break' }, actorNamed('Cora'));
      }
      site.world.advance({ minutes: 1 });
    }
    const { items } = await site.store.list('place', `places/${site.deps.settings.pool.id}/requested`, { limit: 200 });
    const inOrder = items
      .map(({ value }) => value)
      .toSorted((a, b) => (waitingOrder(a) < waitingOrder(b) ? -1 : 1))
      .map(({ referralId }) => referenceOf(referralId));
    const cora = await (await site.visitAs('Cora')).open('/console/waiting');
    const first = shownOn(cora);
    expect(first).toHaveLength(25);
    await cora.open(cora.linkTo('Next page : Later in the order'));
    expect([...first, ...shownOn(cora)]).toEqual(inOrder);
    expect(cora.text).toContain('26 SP-');
    await cora.open('/console/waiting?page=3');
    expect(cora.text).toContain('Nobody else is waiting');
    for (const page of ['0', '41', '1.5', 'two', '-1']) {
      expect((await cora.open(`/console/waiting?page=${page}`)).status).toBe(404);
    }
  }, 60_000);
});
