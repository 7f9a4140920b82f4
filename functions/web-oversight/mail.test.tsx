import { beforeEach, describe, expect, test } from 'vitest';
import { referenceOf } from '../../shared/domain/referral.ts';
import { addTherapist, approve, marked, reservePlace } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

describe('the mail log', () => {
  test('says what was sent about what, without an address or a text', async () => {
    await addTherapist(site);
    const id = await reservePlace(site);
    await approve(site, id);
    const cora = await (await site.visitAs('Cora')).open('/console/mail');
    expect(cora.text).toContain(`To the therapist: a case is offered ${referenceOf(id)}`);
    expect(cora.text).toContain('To the donor: thank you and receipt Gift R-');
    expect(cora.linkTo(referenceOf(id))).toBe(`/console/cases/${id}`);
    expect(cora.html).toMatch(/href="\/console\/donations\/don_\w+">Gift R-/);
    for (const { email, name } of [marked.therapist, marked.donor]) {
      expect(cora.html).not.toContain(email);
      expect(cora.html).not.toContain(name);
    }
    await cora.open('/console/mail?state=bounced');
    expect(cora.text).toContain('There is no mail in this state');
    expect((await cora.open('/console/mail?state=lost')).status).toBe(404);
    expect((await cora.open('/console/mail?after=nonsense')).status).toBe(404);
  });
});
