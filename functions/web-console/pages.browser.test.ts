import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { withdrawReferral } from '../../shared/commands/intake.ts';
import { pauseReferral } from '../../shared/commands/manage.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { taskIdOf } from '../../shared/domain/task.ts';
import { alterRecord } from '../../test/support/alter-record.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  assess,
  confirmWithPerson,
  findTherapist,
  goAway,
  marked,
  putOnWaitingList,
  receiveGift,
  reservePlace,
  takeForAssessment,
} from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { findComplaintProblems, findUnseenForms, findUnseenPages } from '../../test/support/every-page.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import type { KnownRoute } from '../../test/support/routes-of.ts';
import type { Visitor } from '../../test/support/visitor.ts';
import { consoleParts } from './app.ts';

let looking: Looking;
let routes: readonly KnownRoute[];

beforeAll(async () => {
  looking = await openLooking();
  routes = await createConsoleSite().routesOf(consoleParts);
});

afterAll(async () => {
  await looking?.close();
});

const soundAt = 'is accessible, valid and never scrolls sideways';

/** What somebody sees of a site of its own: a scene is set there, and its page opened as them. */
type State = readonly [what: string, name: string, go: (visitor: Visitor, site: ConsoleSite) => Promise<Visitor>];

/** The page of a case that a scene has come to. */
const caseOf =
  (scene: (site: ConsoleSite) => Promise<ReferralId>): State[2] =>
  async (visitor, site) =>
    visitor.open(`/console/cases/${await scene(site)}`);
const placeOf =
  (scene: (site: ConsoleSite) => Promise<ReferralId>): State[2] =>
  async (visitor, site) =>
    visitor.open(`/console/places/${placeIdOf(await scene(site))}`);
const at =
  (path: string): State[2] =>
  (visitor) =>
    visitor.open(`/console${path}`);

/** A page, once something has happened. */
const having =
  (scene: (site: ConsoleSite) => Promise<unknown>, path: string): State[2] =>
  async (visitor, site) => {
    await scene(site);
    return visitor.open(`/console${path}`);
  };

const todayOf = (site: ConsoleSite, name: string) => {
  const [year = '', month = '', day = ''] = site.deps.now().slice(0, 10).split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** Cora records a session of somebody who has a therapist. */
const recordSession: State[2] = async (visitor, site) => {
  await caseOf(findTherapist)(visitor, site);
  return visitor.submit({ ...todayOf(site, 'session-on'), 'session-outcome': 'attended' }, 'Record this session');
};

async function letPapersLapse(site: ConsoleSite): Promise<ReferralId> {
  const id = await findTherapist(site);
  const search = await site.store.get('search', id);
  const allocation = await site.store.get('allocation', search?.value.live ?? '');
  await alterRecord(site, 'therapist', allocation?.value.therapistId ?? '', (therapist) => ({
    ...therapist,
    credentials: therapist.credentials.map((paper) => ({ ...paper, validThrough: '2027-01-31' as never })),
  }));
  return id;
}

const pause = (overlay: 'on-hold' | 'safeguarding', by: string) => async (site: ConsoleSite) => {
  const referralId = await reservePlace(site);
  await pauseReferral(site.deps, { referralId, overlay, why: 'a reason' }, actorNamed(by));
  await site.world.drain();
  return referralId;
};

async function withdraw(site: ConsoleSite): Promise<ReferralId> {
  const id = await askForHelp(site);
  await confirmWithPerson(site, id);
  await withdrawReferral(site.deps, id, actorNamed('Cora'));
  await site.world.drain();
  return id;
}

async function loseMoney(site: ConsoleSite): Promise<ReferralId> {
  const id = await putOnWaitingList(site);
  await alterRecord(site, 'place', placeIdOf(id), (place) =>
    place.state === 'requested' ? { ...place, unusable: ['expired'] } : place,
  );
  return id;
}

/** Everybody who could take the case has been asked. */
async function askNobody(site: ConsoleSite): Promise<ReferralId> {
  const id = await reservePlace(site);
  await approve(site, id);
  return id;
}

/** Near the end of its first block, a person needs more sessions. */
const askForMore: State[2] = async (visitor, site) => {
  const cora = await recordSession(await site.visitAs('Cora'), site);
  const placeId = placeIdOf((cora.path.split('/').at(-1) ?? '').replace(/\?.*/, '') as ReferralId);
  await alterRecord(site, 'place', placeId, (place) =>
    place.state === 'in-use' ? { ...place, used: 5, block: { ...place.block, used: 5 } } : place,
  );
  return visitor.open(`/console/places/${placeId}`);
};

/** What that place asks for, with so much money more. */
const requestWith =
  (pounds: number): State[2] =>
  async (visitor, site) => {
    const cora = await askForMore(await site.visitAs('Cora'), site);
    // Somebody else takes the money there was.
    if (pounds === 0) await putOnWaitingList(site);
    await cora.submit({ 'next-block': '6', review: 'helps' }, 'Ask for the next block');
    if (pounds > 0) await receiveGift(site, pounds);
    await site.world.drain();
    await cora.open(cora.path);
    return visitor.open(cora.linkTo('What this place asks for, and the decision on it'));
  };

const states: readonly State[] = [
  ['the work of a coordinator', 'Cora', having(reservePlace, '')],
  ['the work of an assessor', 'Asha', having(askForHelp, '')],
  ['the work of finance', 'Femi', at('')],
  ['the work of safeguarding', 'Sol', at('')],
  ['the work of a trustee', 'Tess', at('')],
  ['the work of a deputy while nobody is away', 'Dev', at('')],
  ['what somebody without a role sees', 'Robin', at('')],
  ['the work, while there is none', 'Cora', at('')],
  ['the waiting list', 'Cora', having((site) => putOnWaitingList(site), '/waiting')],
  ['the waiting list with nobody on it', 'Cora', at('/waiting')],
  ['a page that is not for them', 'Fay', at('/waiting')],
  ['no page', 'Cora', at('/nowhere')],
  ['no case', 'Cora', at('/cases/nonsense')],
  ['finding a case', 'Cora', at('/find')],
  ['an absence', 'Cora', at('/absence')],
  ['an absence that has begun', 'Cora', having((site) => goAway(site), '/absence')],
  ['a call to make', 'Asha', taskOf('confirm-referral', askForHelp)],
  ['a call to make today', 'Asha', taskOf('same-day-call', (site) => askForHelp(site, { recentPoliceContact: true }))],
  ['a new case', 'Asha', caseOf((site) => askForHelp(site, { recentPoliceContact: true }))],
  ['a new case of a professional', 'Cora', caseOf((site) => askForHelp(site, {}, marked.referrer))],
  [
    'contact details',
    'Asha',
    async (visitor, site) =>
      (await caseOf(askForHelp)(visitor, site)).submit({ purpose: 'call-client' }, 'Show contact details'),
  ],
  [
    'a code of their own',
    'Asha',
    async (visitor, site) => {
      const id = await askForHelp(site, {}, marked.referrer);
      await confirmWithPerson(site, id);
      return (await visitor.open(`/console/cases/${id}`)).submit({ speaking: 'yes' }, 'Make the code');
    },
  ],
  [
    'a case to take',
    'Asha',
    caseOf(async (site) => {
      const id = await askForHelp(site);
      await confirmWithPerson(site, id);
      return id;
    }),
  ],
  [
    'a case being assessed',
    'Asha',
    caseOf(async (site) => {
      const id = await askForHelp(site);
      await takeForAssessment(site, id);
      return id;
    }),
  ],
  [
    'an assessment to record',
    'Asha',
    async (visitor, site) => {
      const id = await askForHelp(site);
      await takeForAssessment(site, id);
      return visitor.open(`/console/cases/${id}/assess`);
    },
  ],
  [
    'a case of somebody who is not ready',
    'Asha',
    caseOf(async (site) => {
      const id = await askForHelp(site);
      await takeForAssessment(site, id);
      await assess(site, id, { suitability: 'suitable-not-ready' });
      return id;
    }),
  ],
  ['a case that waits', 'Asha', caseOf((site) => putOnWaitingList(site))],
  ['a case on hold', 'Cora', caseOf(pause('on-hold', 'Cora'))],
  ['a case before a safeguarding pause', 'Sol', caseOf(reservePlace)],
  ['a case that safeguarding has paused', 'Sol', caseOf(pause('safeguarding', 'Sol'))],
  ['a case that was withdrawn', 'Cora', caseOf(withdraw)],
  [
    'a case with an offer out',
    'Cora',
    caseOf(async (site) => {
      await addTherapist(site);
      return askNobody(site);
    }),
  ],
  ['a case that nobody could take', 'Cora', caseOf(askNobody)],
  ['a case with a therapist', 'Cora', caseOf(findTherapist)],
  ['a case with a session', 'Cora', recordSession],
  [
    'a case with a session to look into',
    'Cora',
    async (visitor, site) => {
      await caseOf(letPapersLapse)(visitor, site);
      return visitor.submit({ ...todayOf(site, 'session-on'), 'session-outcome': 'attended' }, 'Record this session');
    },
  ],
  [
    'a case whose therapy rests',
    'Cora',
    async (visitor, site) => (await recordSession(visitor, site)).submit({ 'rest-reason': 'away' }, 'Let therapy rest'),
  ],
  [
    'a case that has ended',
    'Cora',
    async (visitor, site) =>
      (await recordSession(visitor, site)).submit({ 'end-reason': 'done', 'end-spoken-to': 'no' }, 'End therapy'),
  ],
  [
    'a case that somebody else changed',
    'Asha',
    async (visitor, site) => {
      const id = await askForHelp(site);
      await visitor.open(`/console/cases/${id}`);
      await confirmWithPerson(site, id);
      return visitor.submit({ theirs: 'yes' }, 'Confirm');
    },
  ],
  ['a place that waits', 'Cora', placeOf((site) => putOnWaitingList(site))],
  ['a place that lost its money', 'Cora', placeOf(loseMoney)],
  ['a place to approve', 'Cora', placeOf(reservePlace)],
  ['a place for whoever assessed', 'Asha', placeOf(reservePlace)],
  ['a place that is approved', 'Cora', placeOf(askNobody)],
  ['a place in use', 'Cora', askForMore],
  [
    'an override that was asked for',
    'Alex',
    async (visitor, site) => {
      const cora = await placeOf((scene) => putOnWaitingList(scene))(await site.visitAs('Cora'), site);
      await cora.submit({ override: 'risk' }, 'Ask for an override');
      return visitor.open(cora.path);
    },
  ],
  [
    'an override that holds',
    'Cora',
    async (visitor, site) => {
      await placeOf((scene) => putOnWaitingList(scene))(visitor, site);
      await visitor.submit({ override: 'risk' }, 'Ask for an override');
      const alex = await (await site.visitAs('Alex')).open(visitor.path);
      await alex.submit({}, 'Grant the override');
      return visitor.open(alex.path);
    },
  ],
  ['a next block that waits', 'Alex', requestWith(0)],
  ['a next block to approve', 'Alex', requestWith(600)],
  [
    'a next block that lost its money',
    'Alex',
    async (visitor, site) => {
      await requestWith(0)(visitor, site);
      await alterRecord(site, 'request', visitor.path.split('/').at(-1) ?? '', (request) =>
        request.state === 'requested' ? { ...request, unusable: ['expired'] } : request,
      );
      return visitor.open(visitor.path);
    },
  ],
];

function taskOf(kind: Parameters<typeof taskIdOf>[0], scene: (site: ConsoleSite) => Promise<ReferralId>): State[2] {
  return async (visitor, site) => visitor.open(`/console/tasks/${taskIdOf(kind, `referral/${await scene(site)}`)}`);
}

describe('a page of the office', () => {
  test.each(states)(`%s (%s) ${soundAt}`, async (_, name, go) => {
    const site = createConsoleSite();
    const visitor = await go(await site.visitAs(name), site);
    expect(site.failures).toEqual([]);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test.each([
    ['signed in a while ago', 403, 'Please sign in once more', { minutesAgo: 16 }],
    ['signed out by the clock', 401, 'You have been signed out', { minutesAgo: 0 }],
  ] as const)(`for somebody %s (%i) ${soundAt}`, async (_, status, heading, options) => {
    const site = createConsoleSite();
    const cora = await (await site.visitAs('Cora', options)).open('/console/absence');
    if (status === 401) site.world.advance({ minutes: 31 });
    await cora.submit({}, 'Record this absence');
    expect([cora.status, cora.heading]).toEqual([status, heading]);
    expect(await looking.findProblems(cora)).toEqual([]);
  });

  test.each([
    ['work', 'Cora', having(reservePlace, '')],
    ['a new case', 'Asha', caseOf(askForHelp)],
    ['a case in therapy', 'Cora', recordSession],
    ['a place to approve', 'Cora', placeOf(reservePlace)],
    ['the waiting list', 'Cora', having((site) => putOnWaitingList(site), '/waiting')],
  ] as const satisfies readonly State[])(
    'is walked by keyboard, seen at every stop, in order, to its end: %s (%s)',
    async (_, name, go) => {
      const site = createConsoleSite();
      expect(await looking.walk(await go(await site.visitAs(name), site))).toEqual([]);
    },
  );

  const readAloud: readonly (readonly ['main' | 'body', ...State])[] = [
    ['body', 'work', 'Cora', having(reservePlace, '')],
    ['main', 'case', 'Asha', caseOf(askForHelp)],
    ['main', 'place', 'Cora', placeOf(reservePlace)],
    ['main', 'waiting', 'Cora', having((site) => putOnWaitingList(site), '/waiting')],
  ];
  test.each(readAloud)('read aloud (%s) is what was reviewed: %s (%s)', async (part, what, name, go) => {
    const site = createConsoleSite();
    const told = await looking.read(await go(await site.visitAs(name), site), part);
    await expect(told).toMatchFileSnapshot(`./read-aloud/${what}.txt`);
  });

  test('and every form has been looked at', async () => {
    expect(findUnseenForms({ routes, looking })).toEqual([]);
    expect(await findUnseenPages({ routes, looking })).toEqual([]);
  });

  test(`that answers a form with nothing filled in ${soundAt}`, async () => {
    expect(await findComplaintProblems({ routes, looking })).toEqual({});
  }, 120_000);
});
