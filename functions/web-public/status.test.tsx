import { describe, expect, test } from 'vitest';
import type { Instant } from '../../events/values.ts';
import { giveOwnCode } from '../../shared/commands/own-code.ts';
import type { Referral } from '../../shared/domain/referral.ts';
import { referralIdOf, ReferralState as States, ToldStep } from '../../shared/domain/referral.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { alterRequest, closedAs } from '../../test/support/alter-request.ts';
import { createPublicSite, recordsOf } from '../../test/support/public-site.ts';
import {
  begin,
  codeOn,
  professionalAnswers,
  type Sent,
  selfAnswers,
  sendRequest,
} from '../../test/support/refer-journey.ts';
import type { Visitor } from '../../test/support/visitor.ts';
import { progressOf } from './progress.ts';

async function sent(answers = selfAnswers) {
  const site = createPublicSite();
  const kept = await sendRequest(site.newVisitor(), answers);
  return { site, kept, visitor: site.newVisitor() };
}

async function look(visitor: Visitor, { reference, code }: Sent): Promise<Visitor> {
  await visitor.open('/status');
  return visitor.submit({ reference, code });
}

/** Somebody else is always quicker, while it is busy. */
class BusyStore extends MemoryStore {
  isBusy = false;

  override async commit(...given: Parameters<MemoryStore['commit']>): ReturnType<MemoryStore['commit']> {
    return this.isBusy ? { ok: false, why: 'conflict', what: 'somebody was quicker' } : super.commit(...given);
  }
}

describe('where things stand', () => {
  test('is shown to who holds reference and code, however they type them', async () => {
    const { visitor, kept } = await sent();
    const reference = kept.reference.toLowerCase().replaceAll('-', ' ');
    await look(visitor, { reference, code: kept.code.toLowerCase().replaceAll('-', '') });
    expect(visitor.status).toBe(200);
    expect(visitor.heading).toBe('We have your request');
    expect(visitor.text).toContain('nothing has been sent to anyone');
  });

  test('ASVS 6.3.8 is refused in the same words whatever was wrong', async () => {
    const { visitor, kept } = await sent();
    const wrong: Sent[] = [
      { reference: kept.reference, code: '0000-0000-0000-0000-0000' },
      { reference: 'SP-22222-22222', code: kept.code },
      { reference: 'nonsense', code: 'nonsense' },
      { reference: '../../etc', code: '<script>' },
    ];
    const said = new Set<string>();
    for (const one of wrong) {
      await look(visitor, one);
      expect(visitor.status).toBe(422);
      said.add(JSON.stringify(visitor.errors));
    }
    expect([...said]).toEqual([
      JSON.stringify([
        {
          message: 'We cannot find a request with this reference and access code. Please check both',
          href: '#reference',
        },
      ]),
    ]);
  });

  test('asks for both', async () => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/status');
    await visitor.submit();
    expect(visitor.errors.map(({ href }) => href)).toEqual(['#reference', '#code']);
  });

  test('stands in the answer to the form only: no address, no cookie', async () => {
    const { visitor, kept } = await sent();
    await look(visitor, kept);
    expect(visitor.path).toBe('/status');
    expect([...visitor.cookies.keys()]).toEqual(['__Host-visit']);
    expect(visitor.headers.get('Cache-Control')).toBe('no-store');
  });

  const adverse = [
    'not-suitable',
    'not-eligible',
    'unverified',
    'duplicate',
    'referred-on',
    'ended-early',
    'completed',
  ] as const;

  test.each(adverse)('“%s” does not show before somebody has spoken with the person', async (state) => {
    const { site, visitor, kept } = await sent();
    const before =
      state === 'ended-early' || state === 'completed'
        ? 'in-therapy'
        : state === 'not-suitable'
          ? 'assessment-started'
          : 'submitted';
    const assessment =
      before === 'submitted' ? {} : { assessment: { assessorId: 'stf_assessor1', startedAt: site.deps.now() } };
    await alterRequest(site, kept.reference, { state: before, ...assessment });
    const shown = (await look(visitor, kept)).text;
    await alterRequest(site, kept.reference, { state, closing: closedAs(state, false) });
    expect((await look(visitor, kept)).text).toBe(shown);
    await alterRequest(site, kept.reference, { closing: closedAs(state, true) });
    await look(visitor, kept);
    expect(visitor.text).not.toBe(shown);
    expect(visitor.text).not.toContain('nobody’s business');
    expect(visitor.text).not.toContain('Take the request back');
  });

  test('taking back what was closed untold looks like any other taking back', async () => {
    const { site, visitor, kept } = await sent();
    await alterRequest(site, kept.reference, { state: 'not-eligible', closing: closedAs('not-eligible', false) });
    await look(visitor, kept);
    await visitor.submit({}, 'Yes, take it back');
    expect(visitor.heading).toBe('The request is taken back');
    await look(visitor, kept);
    expect(visitor.heading).toBe('You took your request back');
    await alterRequest(site, kept.reference, { closing: closedAs('not-eligible', true) });
    expect((await look(visitor, kept)).heading).toBe('You took your request back');
  });

  test('pauses never show', async () => {
    const { site, visitor, kept } = await sent();
    const shown = (await look(visitor, kept)).text;
    const since = site.deps.now();
    await alterRequest(site, kept.reference, {
      safeguardingPause: { since },
      onHold: { since, why: 'to be seen by staff' },
    });
    expect((await look(visitor, kept)).text).toBe(shown);
  });

  test('has words for every state, and never the state’s own name', async () => {
    const { site, visitor, kept } = await sent();
    for (const state of States.options.filter((one) => one !== 'draft')) {
      await alterRequest(site, kept.reference, { state, closing: closedAs(state, true) });
      await look(visitor, kept);
      expect(visitor.status).toBe(200);
      expect(visitor.heading).not.toBe('');
      if (state.includes('-')) expect(visitor.text).not.toContain(state);
    }
  });
});

describe('what a place and a search say', () => {
  const at = '2026-11-23T10:00:00.000Z' as Instant;

  test('each step of a place is told apart, and none shows money or a position', async () => {
    const { site } = await sent();
    const [found] = recordsOf(site, 'referral');
    if (found === undefined) throw new Error('the request is there');
    const suitable: Referral = { ...found, state: 'assessed-suitable' };
    const base = {
      id: 'plc_0000000001',
      referralId: found.id,
      poolId: found.poolId,
      class: { group: 'worried-about-thoughts', region: found.region },
      band: 'routine',
      clock: found.clock,
      waitsFrom: at,
      assessorId: 'stf_assessor1',
      sessions: 12,
      used: 0,
      block: { number: 1, sessions: 6, used: 0 },
      fee: 6000,
      contribution: 0,
      holds: 1,
    };
    const { Place } = await import('../../shared/domain/place.ts');
    const held = { holdId: 'hld_00000000', reservedAt: at, amount: 36000 };
    const approved = { ...held, approvedAt: at, approverId: 'stf_coordina', findBy: at };
    const allocated = {
      ...held,
      approvedAt: at,
      approverId: 'stf_coordina',
      therapistId: 'thr_00000000',
      agreedFee: 6000,
    };
    const steps = [
      { state: 'requested', unusable: ['paused'] },
      { state: 'reserved', ...held, approveBy: at },
      { state: 'approved', ...approved },
      { state: 'allocated', ...allocated },
      { state: 'in-use', ...allocated },
      { state: 'rejected', endedAt: at, reason: 'another', approverId: 'stf_coordina' },
    ].map((place) => Place.parse({ ...base, ...place }));
    const seen = steps.map((place) => progressOf({ referral: suitable, place, search: undefined }));
    expect(seen).toEqual(['waiting', 'waiting', 'finding', 'found', 'began', 'no-place']);
    expect(progressOf({ referral: suitable, place: undefined, search: undefined })).toBe('assessment');
    expect(
      progressOf({ referral: { ...found, state: 'suitable-not-ready' }, place: undefined, search: undefined }),
    ).toBe('not-now');
    // Moved back, or decided against: nothing of it shows before somebody has told them.
    for (const shown of ToldStep.options) {
      const untold: Referral = { ...suitable, stillShown: shown };
      const seenSo = steps.map((place) => progressOf({ referral: untold, place, search: undefined }));
      const further = ToldStep.options.slice(ToldStep.options.indexOf(shown));
      expect(seenSo.filter((step) => !further.some((one) => one === step))).toEqual([]);
      expect(seenSo.at(-1)).toBe(shown);
      const unready: Referral = { ...untold, state: 'suitable-not-ready' };
      expect(progressOf({ referral: unready, place: undefined, search: undefined })).toBe(shown);
    }
  });
});

describe('taking a request back', () => {
  test('is one step, says before what it does, and is confirmed', async () => {
    const { site, visitor, kept } = await sent();
    await look(visitor, kept);
    expect(visitor.text).toContain('Nobody is assessed.');
    const { action, body } = visitor.fill({}, 'Yes, take it back');
    await visitor.post(action, body);
    expect(visitor.heading).toBe('The request is taken back');
    // Pressed twice, it is taken back once and looks the same.
    await visitor.post(action, body);
    expect([visitor.status, visitor.heading]).toEqual([200, 'The request is taken back']);
    const [check] = recordsOf(site, 'task');
    expect([check?.kind, check?.state]).toEqual(['welfare-check', 'open']);
    expect(recordsOf(site, 'referral')[0]).toMatchObject({ state: 'withdrawn', closing: { spokenTo: true } });
    await look(visitor, kept);
    expect(visitor.heading).toBe('You took your request back');
  });

  test('is refused without the right code', async () => {
    const { site, visitor, kept } = await sent();
    await look(visitor, kept);
    const { body } = visitor.fill({ code: '0000-0000-0000-0000-0000' }, 'Yes, take it back');
    await visitor.post('/status/withdrawn', body);
    expect(visitor.status).toBe(422);
    expect(recordsOf(site, 'referral')[0]?.state).toBe('submitted');
  });

  test('that did not work says so, and leaves the button in sight', async () => {
    const { site, visitor, kept } = await sent();
    await look(visitor, kept);
    const taking = visitor.fill({}, 'Yes, take it back');
    await alterRequest(site, kept.reference, { state: 'not-eligible', closing: closedAs('not-eligible', true) });
    await visitor.post(taking.action, taking.body);
    expect([visitor.status, visitor.heading]).toEqual([409, 'This request is closed']);
    expect(visitor.errors.map(({ message }) => message)).toEqual([
      'There was nothing to take back any more. This page now shows where things stand',
    ]);
    expect(recordsOf(site, 'referral')[0]?.withdrawnAt).toBeUndefined();
  });

  test('that something else kept from being saved can be tried again', async () => {
    const store = new BusyStore();
    const site = createPublicSite({ store });
    const kept = await sendRequest(site.newVisitor());
    const visitor = await look(site.newVisitor(), kept);
    store.isBusy = true;
    await visitor.submit({}, 'Yes, take it back');
    store.isBusy = false;
    expect(visitor.status).toBe(409);
    expect(visitor.errors[0]?.message).toContain('Please press “Yes, take it back” again');
    expect(visitor.html).toMatch(/<details[^>]* open/);
    await visitor.submit({}, 'Yes, take it back');
    expect(visitor.heading).toBe('The request is taken back');
  });

  test('coming back to its pages leads to where the code is typed', async () => {
    const visitor = createPublicSite().newVisitor();
    expect((await visitor.open('/status/withdrawn')).path).toBe('/status');
  });
});

describe('leaving', () => {
  test('a page that was shown cannot be had again by sending its form once more', async () => {
    const { visitor, kept } = await sent();
    await visitor.open('/status');
    const { action, body } = visitor.fill({ reference: kept.reference, code: kept.code });
    await visitor.post(action, body);
    expect(visitor.heading).toBe('We have your request');
    await visitor.submit({}, 'Leave this page');
    expect([visitor.path, visitor.heading]).toEqual(['/refer/stopped', 'Closed on this device']);
    expect(visitor.cookies.size).toBe(0);
    await visitor.post(action, body);
    expect(visitor.status).toBe(403);
    expect(visitor.text).not.toContain('We have your request');
  });

  test('so too the saved answers that were stopped for now', async () => {
    const site = createPublicSite();
    const visitor = await begin(site.newVisitor());
    await visitor.open('/refer/code');
    const code = codeOn(visitor);
    await visitor.open('/refer/resume');
    const { action, body } = visitor.fill({ code }, 'Continue');
    await visitor.post(action, body);
    await visitor.open('/refer/code');
    await visitor.submit({}, 'Stop for now');
    await visitor.post(action, body);
    expect(visitor.status).toBe(403);
  });
});

describe('the code of a professional’s referral', () => {
  test('tells no more than the person agreed to', async () => {
    const { site, visitor, kept } = await sent(professionalAnswers);
    const assessment = { assessorId: 'stf_assessor1', startedAt: site.deps.now(), recordedAt: site.deps.now() };
    const referrer = recordsOf(site, 'referral')[0]?.referrer;
    if (referrer === undefined) throw new Error('there is a referrer');
    await look(visitor, kept);
    const shown = visitor.text;
    expect(visitor.heading).toBe('The referral is with us');
    await alterRequest(site, kept.reference, { state: 'assessed-suitable', assessment });
    expect((await look(visitor, kept)).text).toBe(shown);
    await alterRequest(site, kept.reference, { state: 'in-therapy', referrer: { ...referrer, signals: [] } });
    expect((await look(visitor, kept)).text).toBe(shown);
    await alterRequest(site, kept.reference, { referrer: { ...referrer, signals: ['assessed'] } });
    expect((await look(visitor, kept)).heading).toBe('The assessment is done');
    await alterRequest(site, kept.reference, { referrer: { ...referrer, signals: ['assessed', 'began'] } });
    expect((await look(visitor, kept)).heading).toBe('Support has begun');
  });
});

describe('the code that a referred person was given', () => {
  async function given() {
    const { site, kept, visitor } = await sent(professionalAnswers);
    await alterRequest(site, kept.reference, { state: 'awaiting-assessment', confirmedAt: site.deps.now() });
    const referral = await site.store.get('referral', referralIdOf(kept.reference) ?? '');
    if (referral === undefined) throw new Error('the request is there');
    const input = { referralId: referral.value.id, seen: referral.version };
    const code = await giveOwnCode(site.deps, input, { id: 'asha', roles: ['assessor'] });
    if (!code.ok) throw new Error('they may have one');
    return { site, kept, visitor, own: { ...kept, code: code.value } };
  }

  test('tells them all of it, and the professional’s no more than before', async () => {
    const { visitor, kept, own } = await given();
    expect((await look(visitor, own)).heading).toBe('You have spoken with us');
    expect((await look(visitor, kept)).heading).toBe('The referral is with us');
  });

  test('takes the request back', async () => {
    const { site, visitor, own } = await given();
    await look(visitor, own);
    await visitor.submit({}, 'Yes, take it back');
    expect(visitor.heading).toBe('The request is taken back');
    expect(recordsOf(site, 'referral')[0]?.state).toBe('withdrawn');
    expect((await look(visitor, own)).heading).toBe('You took your request back');
  });
});
