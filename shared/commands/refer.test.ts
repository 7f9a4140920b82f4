import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { referral } from '../../test/support/case-samples.ts';
import { settings } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { ReferralAnswers } from '../domain/refer.ts';
import type { Store } from '../store/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { discardDraft, findByCode, openDraft, type Submission, saveDraft, submitReferral } from './refer.ts';

const code = 'ABCD-EFGH-JKMN-PQRS-TVWX';
const otherCode = 'BCDE-FGHJ-KMNP-QRST-VWXY';

const { door, groups, area, region, mode, contact } = referral().value;
const answers: ReferralAnswers = {
  ...{ door, groups, area, region, mode, contact },
  recentPoliceContact: false,
  adult: true,
  signals: [],
  privacyNotice: LocalDate.parse('2026-11-01'),
};

const form = (but: Partial<Submission> = {}): Submission => ({
  answers,
  client: { name: 'Marked Client', email: 'marked@example.org' },
  referrer: undefined,
  code,
  ...but,
});

/** An office where somebody has written a draft. */
async function openWithDraft(wrap: (memory: MemoryStore) => Store = (memory) => memory) {
  const memory = new MemoryStore();
  const office = openOffice(wrap(memory));
  whatOf(await saveDraft(office.deps, code, '{"area":"CF10"}', undefined));
  const count = (kind: string) => memory.export().records.filter((record) => record.kind === kind).length;
  return { ...office, memory, count };
}

describe('sending a draft', () => {
  it('answers with a reference and the code the draft had, and the draft is gone', async () => {
    const { deps, count } = await openWithDraft();
    const { reference, accessCode } = whatOf(await submitReferral(deps, form()));
    expect(reference).toMatch(/^SP-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(accessCode).toBe(code);
    expect([count('referral'), count('identity'), count('identity-key'), count('draft')]).toEqual([1, 1, 1, 0]);
    expect(refusalOf(await openDraft(deps, code))).toMatchObject({ code: 'not-found' });
  });

  it('twice gives the same reference and the same code, and is one referral', async () => {
    const { deps, count } = await openWithDraft();
    const first = whatOf(await submitReferral(deps, form()));
    expect(whatOf(await submitReferral(deps, form()))).toEqual(first);
    expect([count('referral'), count('identity')]).toEqual([1, 1]);
  });

  it('from two windows at one moment is one referral as well', async () => {
    const { deps, count } = await openWithDraft();
    const [first, second] = await Promise.all([submitReferral(deps, form()), submitReferral(deps, form())]);
    expect(whatOf(first)).toEqual(whatOf(second));
    expect([count('referral'), count('identity'), count('draft')]).toEqual([1, 1, 0]);
  });

  it('whose answer was lost on its way is found to be sent', async () => {
    let isLost = false;
    const { deps, count } = await openWithDraft((memory) =>
      interrupting(memory, async (decisions) => {
        if (isLost) return undefined;
        isLost = true;
        await memory.commit(decisions);
        return { ok: false, why: 'conflict', what: 'nobody heard the answer' };
      }),
    );
    expect(whatOf(await submitReferral(deps, form())).accessCode).toBe(code);
    expect([isLost, count('referral')]).toEqual([true, 1]);
  });

  it('seals who they are: nothing of it stands anywhere in clear', async () => {
    const { deps, memory } = await openWithDraft();
    whatOf(await submitReferral(deps, form()));
    const everything = JSON.stringify(memory.export());
    expect(everything).not.toMatch(/marked/i);
    expect(everything).not.toContain(code);
  });

  it('keeps a professional as another person, in another role', async () => {
    const { deps, memory } = await openWithDraft();
    const referrer = { name: 'Dr Marked', organisation: 'A surgery' };
    whatOf(await submitReferral(deps, form({ referrer, answers: { ...answers, door: 'professional' } })));
    const roles = memory
      .export()
      .records.flatMap(({ kind, value }) => (kind === 'identity' && 'role' in value ? [value.role] : []));
    expect(roles.toSorted()).toEqual(['client', 'referrer']);
  });

  it('is refused to who is not an adult, and keeps nothing of them', async () => {
    const { deps, count } = await openWithDraft();
    expect(refusalOf(await submitReferral(deps, form({ answers: { ...answers, adult: false } })))).toEqual({
      code: 'not-eligible',
      passed: false,
    });
    expect([count('referral'), count('identity'), count('draft')]).toEqual([0, 0, 1]);
  });

  it('has passed when there was no draft of this code, or it was thrown away', async () => {
    const { deps } = await openWithDraft();
    expect(refusalOf(await submitReferral(deps, form({ code: otherCode })))).toEqual({
      code: 'used-already',
      passed: true,
    });
    await discardDraft(deps, code);
    expect(refusalOf(await submitReferral(deps, form()))).toEqual({ code: 'used-already', passed: true });
  });
});

describe('a draft', () => {
  it('opens by its code however that is typed, and by no other', async () => {
    const { deps } = await openWithDraft();
    expect(whatOf(await openDraft(deps, code)).text).toBe('{"area":"CF10"}');
    expect(whatOf(await openDraft(deps, ' abcd efgh jkmn pqrs tvwx ')).text).toBe('{"area":"CF10"}');
    for (const wrong of [otherCode, '', 'ABCD', 'anything at all']) {
      expect(refusalOf(await openDraft(deps, wrong))).toEqual({ code: 'not-found', passed: false });
    }
  });

  it('is kept for some days, which every save starts anew', async () => {
    const { deps, pass } = await openWithDraft();
    pass({ days: settings.retention.draftDays - 1 });
    const { version } = whatOf(await openDraft(deps, code));
    whatOf(await saveDraft(deps, code, '{"area":"N1"}', version));
    pass({ days: settings.retention.draftDays - 1 });
    expect(whatOf(await openDraft(deps, code)).text).toBe('{"area":"N1"}');
    pass({ days: 1 });
    expect(refusalOf(await openDraft(deps, code))).toEqual({ code: 'not-found', passed: false });
  });

  it('is not overwritten by a window that has not seen the last save', async () => {
    const { deps } = await openWithDraft();
    const { version } = whatOf(await openDraft(deps, code));
    whatOf(await saveDraft(deps, code, 'newer', version));
    for (const seen of [version, undefined]) {
      expect(refusalOf(await saveDraft(deps, code, 'older', seen))).toMatchObject({ code: 'changed-meanwhile' });
    }
    expect(whatOf(await openDraft(deps, code)).text).toBe('newer');
  });
});

describe('finding a referral by its code', () => {
  it('needs both, and does not say which of the two was wrong', async () => {
    const { deps } = await openWithDraft();
    const { reference, accessCode } = whatOf(await submitReferral(deps, form()));
    const typed = reference.toLowerCase().replaceAll('-', ' ');
    expect(whatOf(await findByCode(deps, typed, accessCode)).referral.value.state).toBe('submitted');
    const wrong = await Promise.all([
      findByCode(deps, reference, otherCode),
      findByCode(deps, reference, ''),
      findByCode(deps, 'SP-22222-22222', accessCode),
      findByCode(deps, 'no reference', accessCode),
    ]);
    expect(new Set(wrong.map((outcome) => JSON.stringify(outcome)))).toHaveLength(1);
    expect(wrong.map(refusalOf)[0]).toEqual({ code: 'not-found', passed: false });
  });
});
