import { describe, expect, test } from 'vitest';
import { createPublicSite, recordsOf } from '../../test/support/public-site.ts';
import {
  answer,
  begin,
  codeOn,
  keptFrom,
  reachCheck,
  selfAnswers,
  sendRequest,
} from '../../test/support/refer-journey.ts';

async function beginWithCode(site = createPublicSite()) {
  const visitor = site.newVisitor();
  await visitor.open('/refer/age');
  await visitor.submit({ adult: 'yes' });
  return { site, visitor, code: codeOn(visitor) };
}

describe('a draft', () => {
  test('gets its code with the first saved answer, and says how to treat it', async () => {
    const { visitor, site } = await beginWithCode();
    expect(visitor.path).toBe('/refer/code');
    expect(visitor.text).toContain('Do not if somebody may find it');
    expect(recordsOf(site, 'draft')).toHaveLength(1);
  });

  test('ASVS 14.2.4 holds nothing that can be read without its code', async () => {
    const { visitor, site, code } = await beginWithCode();
    await visitor.follow('Continue');
    await answer(visitor, selfAnswers);
    const kept = JSON.stringify(site.store.export());
    for (const word of ['Robin', 'example.org', '07700', 'LS6', 'thoughts', code]) expect(kept).not.toContain(word);
  });

  test('ASVS 3.3.2 is held to the visit by a cookie that ends with the browser and no script can read', async () => {
    const { visitor } = await beginWithCode();
    const line = visitor.setCookies.find((cookie) => cookie.startsWith('__Host-answers='));
    expect(line).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(line).not.toMatch(/Max-Age|Expires|Domain/i);
  });

  test('is taken up again on another device by typing its code, in any case and spacing', async () => {
    const { site, visitor, code } = await beginWithCode();
    await visitor.follow('Continue');
    await answer(visitor, selfAnswers, 'recently');
    const elsewhere = site.newVisitor();
    await elsewhere.open('/refer/resume');
    await elsewhere.submit({ code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` });
    expect(elsewhere.path).toBe('/refer/recently');
    await answer(elsewhere, selfAnswers);
    await elsewhere.submit();
    expect(keptFrom(elsewhere).code).toBe(code);
  });

  test('does not open with any other code, nor by a cookie alone after half an hour', async () => {
    const { site, visitor } = await beginWithCode();
    const stranger = site.newVisitor();
    for (const code of ['0000-0000-0000-0000-0000', 'short', '<b>', '']) {
      await stranger.open('/refer/resume');
      await stranger.submit({ code });
      expect(stranger.status).toBe(422);
      expect(stranger.errors).toHaveLength(1);
    }
    site.pass({ minutes: 29 });
    expect((await visitor.open('/refer/who')).path).toBe('/refer/who');
    site.pass({ minutes: 1 });
    await visitor.open('/refer/who');
    expect(visitor.path).toBe('/refer/resume?after=pause');
    expect(visitor.text).toContain('You were away for more than 30 minutes');
    expect(visitor.cookies.has('__Host-answers')).toBe(false);
  });

  test('every answer starts the half hour anew, and so does typing the code', async () => {
    const { site, visitor, code } = await beginWithCode();
    site.pass({ minutes: 20 });
    await visitor.open('/refer/who');
    await visitor.submit({ who: 'self' });
    site.pass({ minutes: 20 });
    expect((await visitor.open('/refer/about')).path).toBe('/refer/about');
    site.pass({ days: 3 });
    const later = site.newVisitor();
    await later.open('/refer/resume');
    expect((await later.submit({ code })).path).toBe('/refer/about');
  });

  test('is gone after the days that the page promises', async () => {
    const { site, code } = await beginWithCode();
    site.pass({ days: 30 });
    const visitor = site.newVisitor();
    await visitor.open('/refer/resume');
    await visitor.submit({ code });
    expect(visitor.errors[0]?.message).toContain('We cannot find answers under this code');
  });

  test('can be stopped: the device forgets it, the code still opens it', async () => {
    const { site, visitor, code } = await beginWithCode();
    await visitor.submit({}, 'Stop for now');
    expect(visitor.path).toBe('/refer/stopped');
    expect((await visitor.open('/refer/who')).path).toBe('/refer');
    const later = site.newVisitor();
    await later.open('/refer/resume');
    expect((await later.submit({ code })).path).toBe('/refer/who');
  });

  test('can be deleted by its writer at once', async () => {
    const { site, visitor, code } = await beginWithCode();
    await visitor.follow('Delete my answers');
    expect(recordsOf(site, 'draft')).toHaveLength(1);
    await visitor.submit();
    expect(visitor.path).toBe('/refer/deleted');
    expect(recordsOf(site, 'draft')).toEqual([]);
    await visitor.open('/refer/resume');
    expect((await visitor.submit({ code })).status).toBe(422);
  });

  test('that another version of the questions wrote is not guessed at', async () => {
    const { site, code } = await beginWithCode();
    const handle = site.deps.secrets.draftHandleOf(code);
    const before = await site.store.get('draft', handle);
    if (before === undefined) throw new Error('the draft is there');
    const sealed = await site.deps.secrets.sealDraft(
      code,
      JSON.stringify({ answers: { adult: true, colour: 'blue' } }),
    );
    await site.store.keep({ kind: 'draft', id: handle, before, after: { ...before.value, sealed } });
    const visitor = site.newVisitor();
    await visitor.open('/refer/resume');
    expect((await visitor.submit({ code })).status).toBe(422);
  });

  test('whose answers were sent tells its writer the reference, and cannot be sent again', async () => {
    const site = createPublicSite();
    const first = site.newVisitor();
    const { reference, code } = await sendRequest(first);
    expect(recordsOf(site, 'draft')).toEqual([]);
    const later = site.newVisitor();
    await later.open('/refer/resume');
    await later.submit({ code });
    expect(later.text).toContain(reference);
    expect((await later.open('/refer/check')).path).toBe('/refer');
  });

  test('leaves the last page open for half an hour and no longer', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await sendRequest(visitor);
    site.pass({ minutes: 29 });
    expect((await visitor.open('/refer/sent')).path).toBe('/refer/sent');
    site.pass({ minutes: 1 });
    expect((await visitor.open('/refer/sent')).path).toBe('/status');
  });

  test('answering that one is an adult again goes on with the same draft', async () => {
    const site = createPublicSite();
    const visitor = await begin(site.newVisitor());
    await visitor.open('/refer/age');
    await visitor.submit({ adult: 'yes' });
    expect(visitor.path).toBe('/refer/about');
    expect(recordsOf(site, 'draft')).toHaveLength(1);
    await reachCheck(site.newVisitor());
    expect(recordsOf(site, 'draft')).toHaveLength(2);
  });
});
