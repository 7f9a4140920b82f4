import exampleCharity from '../../infra/settings/example-charity.json' with { type: 'json' };
import { linkIn } from '../browser/people.ts';
import { keptFrom, type Sent } from '../support/refer-journey.ts';
import type { Typed, Visitor } from '../support/visitor.ts';
import {
  askWithMistakes,
  assessment,
  clientAnswers,
  giver,
  onToday,
  referrerAnswers,
  therapistForm,
} from './marked-people.ts';
import { marked } from './marks.ts';
import type { Town } from './town.ts';

/** A step of the journey, as people see it. */
export interface Scene {
  /** What people do. Throws when a page does not answer as it should; it can be done again. */
  readonly act: () => Promise<void>;
  /** Whether what follows from it is there. */
  readonly follows: () => Promise<boolean>;
}

/** The button that turns the link of an offer into a visit to a client; who has pressed it once is on such a visit. */
const toClient = 'See how to reach your client';

const wrong = marked['mistaken answers'];
const always = async (): Promise<boolean> => true;

function expectOn(visitor: Visitor, words: string | RegExp): void {
  const isThere = typeof words === 'string' ? visitor.text.includes(words) : words.test(visitor.text);
  if (!isThere) throw new Error(`${visitor.path} answers ${visitor.status}, and not “${words}”:\n${visitor.text}`);
}

const pathOf = (link: string): string => {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
};

/**
 * The whole journey of one referral and one gift, and what goes wrong on the way, by people whose every field is marked.
 * The scenes belong together: each begins where the one before it has ended.
 */
export function stageScenes(town: Town) {
  const staff = new Map<string, Visitor>();
  const by = (name: string): Visitor => {
    const visitor = staff.get(name) ?? town.newVisitor(name);
    staff.set(name, visitor);
    return visitor;
  };
  const people = {
    client: town.newVisitor('the client'),
    referrer: town.newVisitor('the professional'),
    donor: town.newVisitor('the donor'),
    first: town.newVisitor('the first therapist'),
    second: town.newVisitor('the second therapist'),
    stranger: town.newVisitor('a stranger'),
  };
  const kept: { client?: Sent; referred?: Sent; gift?: string; link?: string } = {};
  const casePath = (sent: Sent | undefined): string =>
    `/console/cases/ref_${(sent?.reference ?? '').replace(/^SP-|-/g, '').toLowerCase()}`;
  const mailed = async (to: string, words: string | RegExp = ''): Promise<boolean> =>
    (await town.mailTo(to)).some(({ subject, text }) => `${subject} ${text}`.search(words) >= 0);

  /** Somebody presses a button on a page of the console, where things were typed before. */
  async function press(name: string, path: string, button: string, typed: Typed = {}): Promise<Visitor> {
    const visitor = await by(name).open(path);
    await visitor.submit(typed, button);
    if (visitor.status >= 400) throw new Error(`${visitor.path} answers ${visitor.status}: ${visitor.text}`);
    return visitor;
  }
  const caseSays = async (words: string | RegExp): Promise<boolean> =>
    (await by('Cora').open(casePath(kept.client))).text.search(words) >= 0;

  /** A schedule tells nobody that what it calls has failed: that stands on the console of the machine. */
  async function sweep(name: string): Promise<void> {
    const before = town.told.length;
    await town.stack.runSchedule(`sponsored-places-demo-schedule-${name}`);
    const failure = town.told.slice(before).find((line) => line.includes(' failed: '));
    if (failure !== undefined) throw new Error(failure);
  }

  const send = async (visitor: Visitor): Promise<Sent> => {
    await visitor.open('/refer/check');
    await visitor.submit();
    return keptFrom(visitor);
  };

  async function addTherapist(who: { name: string; email: string; phone: string }, fee: string): Promise<void> {
    const cora = await by('Cora').open('/console/therapists/new');
    await cora.submit({ ...therapistForm(who, fee), fee: wrong['for a number'] }, 'Add the therapist');
    await cora.submit(therapistForm(who, fee), 'Add the therapist');
    expectOn(cora, 'The therapist is added');
  }

  return {
    'staff sign in': {
      act: async () => {
        for (const name of ['Cora', 'Asha', 'Fay', 'Femi', 'Sol', 'Tess']) {
          await town.signIn(by(name), name);
          expectOn(by(name), 'Sign out');
        }
      },
      follows: always,
    },
    'a therapist joins': {
      act: () => addTherapist(marked['first therapist'], '50'),
      follows: always,
    },
    'another therapist joins': {
      act: () => addTherapist(marked['second therapist'], '55'),
      follows: always,
    },
    'staff read how to reach a therapist': {
      act: async () => {
        const list = await by('Cora').open('/console/therapists?state=member');
        const [path = ''] = /\/console\/therapists\/thr_\w+/.exec(list.html) ?? [];
        const cora = await press('Cora', path, 'Show contact details', { purpose: 'arrange-therapist' });
        expectOn(cora, marked['first therapist'].phone);
      },
      follows: always,
    },
    'a donor gives, with Gift Aid': {
      act: async () => {
        const { donor } = people;
        await donor.open('/give');
        await donor.submit({ gift: 'other', amount: wrong['for a number'] });
        await donor.submit({ gift: 'one' });
        await donor.submit({ ...giver, postcode: wrong['for a code'] });
        await donor.submit(giver);
        const paid = await fetch(donor.path, {
          method: 'POST',
          body: new URLSearchParams({ outcome: 'pay' }),
          redirect: 'manual',
        });
        await donor.open(pathOf(paid.headers.get('location') ?? donor.path));
        expectOn(donor, 'Thank you');
      },
      follows: () => mailed(marked.donor.email, /R-\w+/),
    },
    'a person fills in what they ask': {
      act: () => askWithMistakes(people.client, clientAnswers),
      follows: always,
    },
    'a person asks for help': {
      act: async () => {
        kept.client = await send(people.client);
      },
      follows: async () => (await by('Asha').open('/console')).text.includes(kept.client?.reference ?? 'none'),
    },
    'a professional asks for somebody': {
      act: async () => {
        await askWithMistakes(people.referrer, referrerAnswers);
        kept.referred = await send(people.referrer);
      },
      follows: async () => (await by('Asha').open('/console')).text.includes(kept.referred?.reference ?? 'none'),
    },
    'staff read how to reach a person': {
      act: async () => {
        const asha = await press('Asha', casePath(kept.client), 'Show contact details', { purpose: 'call-client' });
        expectOn(asha, marked.client.phone);
      },
      follows: always,
    },
    'the professional hears that it arrived': {
      act: async () => {
        const path = casePath(kept.referred);
        await press('Asha', path, 'Show contact details', { purpose: 'call-referrer' });
        await press('Asha', path, 'Confirm', { theirs: 'yes', signals: ['arrived', 'began'] });
      },
      follows: () => mailed(marked.referrer.email),
    },
    'an assessor takes a case': {
      act: async () => {
        await press('Asha', casePath(kept.client), 'Confirm', { theirs: 'yes' });
        await press('Asha', casePath(kept.client), 'Take for assessment');
      },
      follows: always,
    },
    'an assessor finds what is needed, and a place is reserved': {
      act: async () => {
        const asha = await by('Asha').open(`${casePath(kept.client)}/assess`);
        await asha.submit(
          { ...assessment, sessions: wrong['for a number'], band: wrong['for a choice'] },
          'Record the assessment',
        );
        await asha.submit(assessment, 'Record the assessment');
        expectOn(asha, 'The assessment is recorded');
      },
      follows: () => caseSays(/reserved/i),
    },
    'a coordinator approves, and a therapist is asked': {
      act: async () => {
        const cora = await by('Cora').open(casePath(kept.client));
        const place = /href="(\/console\/places\/[\w.-]+)"/.exec(cora.html)?.[1] ?? '';
        await press('Cora', place, 'Approve this place');
      },
      follows: () => mailed(marked['first therapist'].email),
    },
    'the first therapist declines, and the next is asked': {
      act: async () => {
        const [offer] = await town.mailTo(marked['first therapist'].email);
        const visitor = await people.first.open(offer === undefined ? '' : pathOf(linkIn(offer)));
        await visitor.submit({}, 'Decline');
        if (visitor.status >= 400) throw new Error(visitor.text);
      },
      follows: async () => {
        await sweep('deadlines');
        return mailed(marked['second therapist'].email);
      },
    },
    'the next therapist accepts, and the person is told': {
      act: async () => {
        const [offer] = await town.mailTo(marked['second therapist'].email);
        const visitor = await people.second.open(offer === undefined ? '' : pathOf(linkIn(offer)));
        await visitor.submit({}, 'Accept this case');
        expectOn(visitor, 'You can take this back until');
      },
      follows: async () => {
        await sweep('deadlines');
        return mailed(marked.client.email);
      },
    },
    'the therapist reads whom to contact': {
      act: async () => {
        const visitor = await people.second.open('/portal/offer');
        if (visitor.html.includes(toClient)) await visitor.submit({}, toClient);
        else await visitor.open('/portal/client');
        await visitor.submit({}, 'Show name and contact details');
        expectOn(visitor, marked.client.email);
      },
      follows: always,
    },
    'the therapist records a session': {
      act: async () => {
        const letters = await town.mailTo(marked['second therapist'].email);
        const links = letters.flatMap(({ text }) => text.match(/\S+\/portal\/clients\?token=[\w-]+/) ?? []);
        const visitor = await people.second.open(pathOf(links.at(-1) ?? ''));
        await visitor.follow(`Record a session (${kept.client?.reference})`);
        await visitor.submit({ ...onToday('on'), outcome: wrong['for a choice'] }, 'Record this session');
        await visitor.submit({ ...onToday('on'), outcome: 'attended' }, 'Record this session');
        expectOn(visitor, 'This is recorded');
      },
      follows: () => caseSays('The person came'),
    },
    'the person sees where things stand': {
      act: async () => {
        const visitor = await town.newVisitor('the client').open('/status');
        await visitor.submit({ reference: wrong['for a reference'], code: wrong['for a code'] });
        await visitor.submit({ reference: kept.client?.reference ?? '', code: kept.client?.code ?? '' });
        expectOn(visitor, /therapist/i);
      },
      follows: always,
    },
    'finance records a gift that came by post': {
      act: async () => {
        const fay = await by('Fay').open('/console/donations/record');
        const { name, email } = marked['giver by post'];
        const gift = {
          amount: '25',
          way: 'cheque',
          limited: 'no',
          fund: exampleCharity.pool.generalFund.id,
          ...onToday('received'),
          'donor-name': name,
          'donor-email': email,
        };
        await fay.submit({ ...gift, amount: wrong['for a number'] }, 'Record this gift');
        await fay.submit(gift, 'Record this gift');
        expectOn(fay, 'The gift is recorded');
      },
      follows: () => mailed(marked['giver by post'].email),
    },
    'a gift is given back in part': {
      act: async () => {
        const fay = await by('Fay').open('/console/donations');
        const gifts = [...fay.html.matchAll(/href="(\/console\/donations\/don_\w+)"[\s\S]*?<\/tr>/g)];
        const online = gifts.find(([row]) => row.includes('£720'))?.[1] ?? '';
        kept.gift = online;
        await press('Fay', online, 'Ask for this refund', { 'refund-amount': '20', reason: 'donor-asked' });
        await press('Femi', online, 'Agree to give back £20.00');
      },
      follows: async () => (await by('Fay').open(kept.gift ?? '')).text.includes('Given back'),
    },
    'a giving link is made and used': {
      act: async () => {
        const cora = await by('Cora').open('/console/pool/giving-link');
        await cora.submit({ amount: wrong['for a number'] }, 'Make the link');
        await cora.submit({ amount: '30', fund: exampleCharity.pool.generalFund.id }, 'Make the link');
        const link = /\/give\/link\/[\w-]+/.exec(cora.html)?.[0] ?? '';
        await people.donor.open(link);
        await people.donor.submit({ ...giver, email: wrong['for a choice'] });
        expectOn(people.donor, 'There is something to put right');
      },
      follows: always,
    },
    'a coordinator lets therapy rest and go on, and ends it': {
      act: async () => {
        await press('Cora', casePath(kept.client), 'Let therapy rest', { 'rest-reason': 'away' });
        await press('Cora', casePath(kept.client), 'Therapy goes on');
        await press('Cora', casePath(kept.client), 'End therapy', { 'end-reason': 'done', 'end-spoken-to': 'yes' });
      },
      follows: () => caseSays(/Therapy has ended|Completed/i),
    },
    'a concern is raised and lifted': {
      act: async () => {
        const path = casePath(kept.referred);
        await press('Sol', path, 'Pause for safeguarding', { 'pause-reason': 'concern' });
        await press('Sol', path, 'Show contact details', { purpose: 'safeguarding' });
        await press('Sol', path, 'Lift the safeguarding pause');
      },
      follows: always,
    },
    'the schedules run': {
      act: async () => {
        for (const name of ['deadlines', 'pools', 'mail', 'ledger-audit', 'payments', 'payouts', 'retention'])
          await sweep(name);
      },
      follows: async () => !(await by('Sol').open('/console/retention')).text.includes('No night has been run yet'),
    },
    'a person takes their request back': {
      act: async () => {
        const visitor = await town.newVisitor('the client who was referred').open('/status');
        await visitor.submit({ reference: kept.referred?.reference ?? '', code: kept.referred?.code ?? '' });
        await visitor.submit({}, 'Yes, take it back');
        if (visitor.status >= 400) throw new Error(visitor.text);
      },
      follows: async () => (await by('Cora').open(casePath(kept.referred))).text.search(/withdrawn|taken back/i) >= 0,
    },
    'people go where nothing is': {
      act: async () => {
        const { stranger } = people;
        const word = encodeURIComponent(wrong['in an address']);
        const place = (path: string) => `${path}?name=${word}`;
        for (const path of [`/${word}`, place('/refer/sent'), `/give/link/${word}`, `/portal/offer?token=${word}`])
          await stranger.open(path);
        await stranger.open(`/console/signed-in?error=access_denied&error_description=${word}`);
        await by('Cora').open(`/console/cases/${word}`);
        await stranger.open('/refer/resume');
        await stranger.submit({ code: wrong['for a code'] });
        await stranger.post('/webhooks/payments', JSON.stringify({ id: wrong['in an address'] }), {
          'Content-Type': 'application/json',
          'Stripe-Signature': `t=1,v1=${word}`,
        });
        await stranger.post('/refer/age', `adult=${word}`);
        await by('Cora').open('/console');
        await by('Cora').submit({ reference: wrong['for a reference'] }, 'Find a case');
      },
      follows: always,
    },
    'staff look at every list, and sign out': {
      act: async () => {
        for (const name of ['Cora', 'Asha', 'Fay', 'Femi', 'Sol', 'Tess']) {
          const visitor = by(name);
          for (const page of [
            '',
            '/waiting',
            '/pool',
            '/funds',
            '/runway',
            '/donations',
            '/therapists',
            '/journal',
            '/journal/payouts',
            '/ledger-audit',
            '/periods',
            '/statements',
            '/absence',
            '/concerns',
            '/retention',
            '/mail',
          ])
            await visitor.open(`/console${page}`);
        }
        await press('Tess', '/console', 'Sign out');
      },
      follows: always,
    },
  } satisfies Readonly<Record<string, Scene>>;
}

export type SceneName = keyof ReturnType<typeof stageScenes>;
