import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLeaks, mailedMarks, shownMarks } from './leaks.ts';
import { marked } from './marks.ts';
import { type SceneName, stageScenes } from './scenes.ts';
import { openTown, type Town, until } from './town.ts';
import { grantOf, withheld } from './withheld.ts';

let town: Town;
let scenes: ReturnType<typeof stageScenes>;

beforeAll(async () => {
  town = await openTown();
  scenes = stageScenes(town);
}, 180_000);
afterAll(() => town?.[Symbol.asyncDispose](), 60_000);

const inOrder: readonly SceneName[] = [
  'staff sign in',
  'a therapist joins',
  'staff read how to reach a therapist',
  'another therapist joins',
  'a donor gives, with Gift Aid',
  'a person fills in what they ask',
  'a person asks for help',
  'a professional asks for somebody',
  'staff read how to reach a person',
  'the professional hears that it arrived',
  'an assessor takes a case',
  'an assessor finds what is needed, and a place is reserved',
  'a coordinator approves, and a therapist is asked',
  'the first therapist declines, and the next is asked',
  'the next therapist accepts, and the person is told',
  'the therapist reads whom to contact',
  'the therapist records a session',
  'the person sees where things stand',
  'finance records a gift that came by post',
  'a gift is given back in part',
  'a giving link is made and used',
  'a coordinator lets therapy rest and go on, and ends it',
  'a concern is raised and lifted',
  'the schedules run',
  'a person takes their request back',
  'people go where nothing is',
  'staff look at every list, and sign out',
];

/** The scene as it goes now, once: what has been done is not done again when only what follows from it failed. */
const done = new Set<SceneName>();
async function perform(name: SceneName): Promise<void> {
  if (!done.has(name)) await scenes[name].act();
  done.add(name);
}

describe.each(inOrder)('%s', (name) => {
  it.each(withheld.filter(({ scene }) => scene === name))('not without $action of $of on $on', async (taken) => {
    const { grants } = town.stack;
    const grant = grantOf(grants, taken);
    const giveBack = grants.withhold(grant);
    try {
      const isDenied = () =>
        grants
          .denied()
          .some(
            (words) =>
              words.includes(`/${grant.functionName} is`) &&
              words.includes(`${grant.action} on resource: ${grant.resource} `),
          );
      expect(isDenied()).toBe(false);
      const performed = await perform(name).then(
        () => true,
        () => false,
      );
      const follows = () => scenes[name].follows().catch(() => false);
      await until('a denial', async () => {
        if (!isDenied()) await follows();
        return isDenied();
      });
      // Either the page said that it could not be done, or nothing came of it.
      expect(performed && (await follows())).toBe(false);
    } finally {
      giveBack();
      // Of several mails that were on their way more than one may have been claimed before the first denial was seen.
      if (taken.of === 'send-mail') await town.letClaimsRunOut();
      await town.stack.redeliver();
    }
  });

  it('goes well, by people whose every field is marked', async () => {
    await perform(name);
    await until(name, async () => {
      if (await scenes[name].follows()) return true;
      await town.stack.redeliver();
      return false;
    });
  });
});

describe('what identifies anybody', () => {
  it('is in no table, queue, log or file, in no address, header or cookie, and not at the payment provider', async () => {
    await town.stack.idle();
    expect(await findLeaks(town)).toEqual([]);
    // There was something to look at.
    for (const place of ['database', 'queues', 'mailbox', 'payments'])
      expect(town.wire.said.filter(({ to }) => to === place).length).toBeGreaterThan(5);
  });

  it('is shown to whoever typed it or asked for it, and on no other page', () => {
    expect(shownMarks(town)).toEqual(
      [
        // Contact details, which are asked for with a purpose each time.
        'Asha: POST /console/cases/…/contact shows: client',
        'Asha: POST /console/cases/…/contact shows: referrer',
        'Cora: POST /console/therapists/…/contact shows: first therapist',
        'Sol: POST /console/cases/…/contact shows: referred client',
        'the second therapist: POST /portal/client/details shows: client',
        // One’s own answers, before they are sent.
        'the client: GET /refer/check shows: client',
        'the professional: GET /refer/check shows: referred client',
        'the professional: GET /refer/check shows: referrer',
        // A form that comes back, with what was typed into it.
        'Cora: POST /console/therapists/new shows: first therapist',
        'Cora: POST /console/therapists/new shows: second therapist',
        'Fay: POST /console/donations/record shows: giver by post',
        'the donor: POST /give/details shows: donor',
        'the donor: POST /give/link shows: donor',
        ...[
          'Asha: POST /console/cases/…/assess',
          'Cora: POST /console/find',
          'Cora: POST /console/pool/giving-link',
          'Cora: POST /console/therapists/new',
          'Fay: POST /console/donations/record',
          'a stranger: POST /refer/resume',
          'the client: POST /refer/area',
          'the client: POST /status',
          'the donor: POST /give',
          'the donor: POST /give/details',
          'the donor: POST /give/link',
          'the professional: POST /refer/area',
        ].map((page) => `${page} shows: mistaken answers`),
      ].toSorted(),
    );
  });

  it('is mailed to nobody but that person', async () => {
    const mailed = (
      ['client', 'referrer', 'donor', 'giver by post', 'first therapist', 'second therapist'] as const
    ).map((owner) => `to ${marked[owner].email}: ${owner}`);
    expect(await mailedMarks(town)).toEqual(mailed.toSorted());
  });
});

describe('a mark that is planted', () => {
  const planted = `{"for":"${Buffer.from(marked.client.name).toString('base64')}"}`;
  const page = { who: 'somebody', method: 'GET', address: '/', headers: '', body: '' };
  it.each([
    ['in a table', { readTables: async () => new Map([['cases', planted]]) }],
    ['in a file', { readFiles: async () => new Map([['logs/send-mail.log', planted]]) }],
    ['in a message', { wire: { said: [{ to: 'queues', text: planted }] } }],
    ['in a payment', { wire: { said: [{ to: 'payments', text: planted }] } }],
    ['on the console of the machine', { told: [planted] }],
    ['in an address', { served: [{ ...page, address: `/status?name=${planted}` }] }],
    ['in a header', { served: [{ ...page, headers: `set-cookie: a=${planted}` }] }],
  ] as const)('%s is found', async (_, instead) => {
    const nothing = {
      wire: { said: [] },
      served: [],
      told: [],
      readTables: async () => new Map(),
      readFiles: async () => new Map(),
    };
    expect(await findLeaks({ ...nothing, ...instead })).toEqual([expect.stringContaining('client: name')]);
  });
});
