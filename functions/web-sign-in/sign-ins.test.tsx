import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { findUnseenForms, findUnseenPages } from '../../test/support/every-page.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const page = '/console/sign-ins';
const isSignedIn = async (visitor: Visitor): Promise<boolean> => {
  const response = await site.app.request(`${site.deps.siteUrl}${page}`, {
    headers: { Cookie: `__Host-session=${visitor.cookies.get('__Host-session') ?? ''}` },
  });
  return response.status === 200;
};

describe('one’s own sign-ins', () => {
  test('ASVS 7.5.2 are seen, and all but this one are ended by a button', async () => {
    const [here, there, asha] = [await site.visitAs('Fay'), await site.visitAs('Fay'), await site.visitAs('Asha')];
    await here.open(page);
    expect(here.text).toContain('This one');
    expect(here.text).toContain('Another browser');
    expect(here.text).not.toContain('Asha');
    await here.submit({}, 'End my other sign-ins');
    expect(here.text).toContain('These sign-ins have ended.');
    expect(here.html).not.toContain('End my other sign-ins');
    expect([await isSignedIn(here), await isSignedIn(there), await isSignedIn(asha)]).toEqual([true, false, true]);
  });

  test('ASVS 7.5.2 are ended only by somebody who proved lately who they are', async () => {
    const [stale, other] = [await site.visitAs('Fay', { minutesAgo: 16 }), await site.visitAs('Fay')];
    await (await stale.open(page)).submit({}, 'End my other sign-ins');
    expect([stale.status, stale.heading]).toEqual([403, 'Please sign in once more']);
    expect(stale.linkTo('Sign in')).toBe('/console/sign-in?returnTo=%2Fconsole%2Fsign-ins%2Fend&again=yes');
    expect(await isSignedIn(other)).toBe(true);
    await other.open('/console/sign-ins/end');
    expect(other.path).toBe(page);
  });

  test('that have run out, or ended, are not shown', async () => {
    const [first, second] = [await site.visitAs('Fay'), await site.visitAs('Fay')];
    site.world.advance({ minutes: 20 });
    await second.open('/console');
    site.world.advance({ minutes: 20 });
    await second.open(page);
    expect(second.text).not.toContain('Another browser');
    expect(await isSignedIn(first)).toBe(false);
  });

  test.each([
    ['the console', '/console'],
    ['the pages about money', '/console/donations'],
    ['the pages of oversight', '/console/mail'],
  ])('go on while %s is read, and are gone when it was not for half an hour', async (_, path) => {
    const alex = await site.visitAs('Alex');
    const list = () => site.store.export().records.filter(({ kind }) => kind === 'sign-in-session');
    for (let n = 0; n < 3; n += 1) {
      site.world.advance({ minutes: 25 });
      expect((await alex.open(path)).status).toBe(200);
    }
    site.world.advance({ minutes: 31 });
    await alex.open(path);
    expect(list()).toEqual([]);
  });

  test('are found from every page of the console', async () => {
    const asha = await (await site.visitAs('Asha')).open('/console');
    expect((await asha.follow('Your sign-ins')).heading).toBe('Your sign-ins');
  });

  test('are kept on a list that forgets them, of which nobody loses one who signs in at the same moment', async () => {
    await Promise.all(Array.from({ length: 4 }, () => site.visitAs('Fay')));
    const list = async () => (await site.store.get('sign-in-index', 'office'))?.value.sessions.length;
    expect(await list()).toBe(4);
    site.world.advance({ minutes: 721 });
    await site.visitAs('Fay');
    expect(await list()).toBe(1);
  });
});

describe('the sign-ins of a colleague', () => {
  test('ASVS 7.4.2 and 7.4.5 are ended by the coordinator, at once and everywhere', async () => {
    const [cora, one, two] = [await site.visitAs('Cora'), await site.visitAs('Fay'), await site.visitAs('Fay')];
    const asha = await site.visitAs('Asha');
    await (await cora.open(page)).submit({}, 'End the sign-ins of Fay');
    expect(cora.text).toContain('These sign-ins have ended.');
    expect([await isSignedIn(one), await isSignedIn(two)]).toEqual([false, false]);
    expect([await isSignedIn(asha), await isSignedIn(cora)]).toEqual([true, true]);
  });

  test('ASVS 8.2.1 are neither seen nor ended by anybody else', async () => {
    const [cora, fay] = [await site.visitAs('Cora'), await site.visitAs('Fay')];
    await fay.open(page);
    expect(fay.html).not.toContain('Cora');
    const { body } = fay.fill({ colleague: 'anybody' });
    await fay.post('/console/sign-ins/end-colleague', body);
    expect([fay.status, fay.heading]).toEqual([403, 'This page is not part of your role']);
    expect(await isSignedIn(cora)).toBe(true);
  });

  test('ASVS 7.5.3 are ended only by somebody who proved lately who they are', async () => {
    const [cora, fay] = [await site.visitAs('Cora', { minutesAgo: 16 }), await site.visitAs('Fay')];
    await (await cora.open(page)).submit({}, 'End the sign-ins of');
    expect(cora.heading).toBe('Please sign in once more');
    expect(await isSignedIn(fay)).toBe(true);
  });
});

describe('what is seen of signing in and out', () => {
  let looking: Looking;
  const office = createConsoleSite();
  beforeAll(async () => {
    looking = await openLooking();
  });
  afterAll(() => looking?.close());

  const problemsAt = async (visitor: Visitor) => expect(await looking.findProblems(visitor)).toEqual([]);

  test('is accessible, valid, and fits a telephone', async () => {
    const cora = await office.visitAs('Cora');
    for (const name of ['Cora', 'Fay', 'Asha']) await office.visitAs(name);
    await problemsAt(await cora.open(page));
    await problemsAt(await cora.submit({}, 'End my other sign-ins'));
    await problemsAt(await office.newVisitor().open('/console/signed-out'));
    await problemsAt(await office.newVisitor().open('/console/signed-in?error=access_denied'));
  });

  test('is all looked at', async () => {
    const asked = { routes: office.signInRoutes(), looking };
    expect(findUnseenForms(asked)).toEqual([]);
    expect(await findUnseenPages(asked)).toEqual([]);
  });
});
