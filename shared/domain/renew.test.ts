import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { credentialsThrough, task, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import {
  correctCredential,
  isRenewalDue,
  lapsesAfter,
  noteRenewalDue,
  renewalTaskId,
  renewCredentials,
} from './renew.ts';
import { Credential, CredentialKind, missingCredentials } from './therapist.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const ask = [task('renew-credentials', { role: 'coordinator' })];

const paper = (kind: string, validFrom: string, validThrough: string) =>
  Credential.parse({ kind, validFrom, validThrough });
const expiring = (day: string, but: object = {}) =>
  therapist({ offers: 0, state: 'renewal-due', ...but, credentials: credentialsThrough(day) });

describe('a renewal', () => {
  it('is due six weeks before the first paper lapses, and not a day sooner', () => {
    // Six weeks from 1 March 2027 end on 12 April.
    expect(isRenewalDue(expiring('2027-04-12').value, now, settings)).toBe(false);
    expect(isRenewalDue(expiring('2027-04-11').value, now, settings)).toBe(true);
    const { credentials } = expiring('2029-01-01').value;
    expect(isRenewalDue({ credentials: credentials.slice(1) }, now, settings)).toBe(true);
  });

  it('is noted once: the member becomes one to renew, and the office is asked', () => {
    const noted = noteRenewalDue(expiring('2027-03-20', { state: 'member' }), undefined, now, settings);
    expect(wordsOf(noted)).toEqual([
      'note-renewal-due by system',
      'therapist member → renewal-due',
      'task renew-credentials for coordinator',
      'fact therapist.renewal-due',
    ]);
    const known = noteRenewalDue(expiring('2027-03-20', { state: 'member' }), ask[0], now, settings);
    expect(wordsOf(known)).not.toContain('task renew-credentials for coordinator');
    expect(wordsOf(noteRenewalDue(expiring('2029-01-01', { state: 'member' }), undefined, now, settings))).toEqual([
      'wrong-state',
    ]);
    expect(noteRenewalDue(expiring('2027-03-20'), undefined, now, settings).ok).toBe(false);
    // Asked for with a warning of some weeks; of what has lapsed, or all but, at once.
    const due = (day: string) =>
      leaves(noteRenewalDue(expiring(day, { state: 'member' }), undefined, now, settings), 'task').dueAt;
    expect(due('2027-02-20')).toBe(now);
    expect(due('2027-04-11') > now).toBe(true);
    expect(due('2027-04-11') > due('2027-04-10')).toBe(true);
    expect(renewalTaskId(expiring('2027-04-11').value)).not.toBe(renewalTaskId(expiring('2027-04-10').value));
  });
});

describe('recording new papers', () => {
  const all = CredentialKind.options.map((kind) => paper(kind, '2027-03-21', '2028-03-20'));
  const renew = (papers: readonly Credential[], before = expiring('2027-03-20'), by = cora) =>
    renewCredentials(before, papers, ask, by, now, settings);

  it('of every kind makes a member again, and answers the task', () => {
    expect(wordsOf(renew(all))).toEqual([
      'renew-credentials by cora',
      'therapist renewal-due → member',
      'task renew-credentials done',
      'fact therapist.renewed',
    ]);
  });

  it('is a coordinator’s, whatever the therapist’s state', () => {
    const asha: Actor = { id: 'asha', roles: ['assessor'] };
    expect(wordsOf(renew(all, expiring('2027-03-20', { state: 'member' }), asha))).toEqual(['not-allowed']);
  });

  it('takes a paper for a single day, and keeps apart one that begins before the old', () => {
    const [, , , , dbs] = [...CredentialKind.options];
    if (dbs === undefined) throw new Error('there are five');
    const oneDay = paper(dbs, '2027-05-01', '2027-05-01');
    expect(wordsOf(renew([oneDay]))[0]).toBe('renew-credentials by cora');
    const before = leaves(renew([paper(dbs, '2025-01-01', '2025-06-01')]), 'therapist').credentials;
    expect(before.filter(({ kind }) => kind === dbs)).toHaveLength(2);
    const same = leaves(renew([paper(dbs, '2026-01-01', '2028-01-01')]), 'therapist').credentials;
    expect(same.filter(({ kind }) => kind === dbs)).toEqual([paper(dbs, '2026-01-01', '2028-01-01')]);
  });

  it('makes nobody a member again whose papers only begin later', () => {
    const lapsed = expiring('2027-02-01');
    expect(leaves(renew(all, lapsed), 'therapist').state).toBe('renewal-due');
  });

  it('of one kind is kept, and the rest is still due', () => {
    expect(wordsOf(renew(all.slice(1)))).toEqual(['renew-credentials by cora', 'therapist changed']);
  });

  it('leaves every other state as it is', () => {
    for (const state of ['applied', 'references', 'trained', 'member', 'suspended'] as const) {
      expect(leaves(renew(all, expiring('2027-03-20', { state })), 'therapist').state).toBe(state);
    }
    expect(wordsOf(renew(all, expiring('2027-03-20', { state: 'left' })))).toEqual(['closed, passed']);
  });

  it('is refused without a paper, for one that ends before it begins, and to others', () => {
    expect(wordsOf(renew([]))).toEqual(['invalid']);
    expect(wordsOf(renew([paper('dbs', '2027-03-21', '2027-03-20')]))).toEqual(['invalid']);
    expect(wordsOf(renew(all, expiring('2027-03-20'), { id: 'sana', roles: ['safeguarding-lead'] }))).toEqual([
      'not-allowed',
    ]);
  });

  it('makes one of papers that follow each other, so that therapy over both is covered; a gap stays one', () => {
    const followed = leaves(renew(all), 'therapist');
    expect(missingCredentials(followed, LocalDate.parse('2027-03-01'), LocalDate.parse('2028-03-20'))).toEqual([]);
    const gap = leaves(renew(all.map((one) => ({ ...one, validFrom: LocalDate.parse('2027-03-22') }))), 'therapist');
    expect(missingCredentials(gap, LocalDate.parse('2027-03-01'), LocalDate.parse('2028-03-20'))).toHaveLength(5);
    expect(missingCredentials(gap, LocalDate.parse('2027-03-22'), LocalDate.parse('2028-03-20'))).toEqual([]);
  });

  it('never makes a day uncovered that was covered before, nor brings the lapse nearer', () => {
    const day = fc
      .integer({ min: 0, max: 1500 })
      .map((n) => LocalDate.parse(new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)));
    const papers = fc.array(
      fc.record({ kind: fc.constantFrom(...CredentialKind.options), validFrom: day, validThrough: day }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(papers, day, (fresh, on) => {
        fc.pre(fresh.every(({ validFrom, validThrough }) => validFrom <= validThrough));
        const before = expiring('2027-03-20', { state: 'member' });
        const after = leaves(renew(fresh, before), 'therapist');
        expect(lapsesAfter(after) >= lapsesAfter(before.value)).toBe(true);
        const missing = missingCredentials(before.value, on, on);
        expect(missing).toEqual(expect.arrayContaining(missingCredentials(after, on, on)));
        for (const { kind, validFrom, validThrough } of fresh) {
          expect(missingCredentials(after, validFrom, validThrough)).not.toContain(kind);
        }
      }),
      { seed: 7 },
    );
  });
});

describe('correcting the dates of a paper', () => {
  const [held] = CredentialKind.options;
  if (held === undefined) throw new Error('there are five');
  const wrong = paper(held, '2026-01-01', '2027-03-20');
  const others = credentialsThrough('2029-01-01').slice(1);
  const withWrong = (but: object = {}) =>
    therapist({ offers: 0, state: 'renewal-due', ...but, credentials: [wrong, ...others] });
  const right = paper(held, '2026-01-01', '2029-03-20');
  const correct = (to: Credential = right, before = withWrong(), by = cora) =>
    correctCredential(before, wrong, to, 'read from the certificate', ask, by, now, settings);

  it('changes that paper and no other, and says from what to what and why', () => {
    expect(leaves(correct(), 'therapist').credentials).toEqual([right, ...others]);
    const corrected = correct();
    expect(corrected.ok && corrected.value.why).toBe(
      `${held}: 2026-01-01 to 2027-03-20, now 2026-01-01 to 2029-03-20 (read from the certificate)`,
    );
  });

  it('tells papers of one kind apart by their dates, the first as the last', () => {
    const earlier = paper(held, '2024-01-01', '2024-12-31');
    const [sameStart, sameEnd] = [paper(held, '2026-01-01', '2026-06-30'), paper(held, '2026-02-01', '2027-03-20')];
    const before = therapist({ offers: 0, credentials: [earlier, sameStart, sameEnd, wrong, ...others] });
    const kept = leaves(correct(right, before), 'therapist').credentials;
    expect(kept).toEqual([earlier, sameStart, sameEnd, right, ...others]);
  });

  it('leaves a paper of another kind alone whose dates are the same', () => {
    const [, other] = CredentialKind.options;
    const twin = paper(`${other}`, wrong.validFrom, wrong.validThrough);
    const before = therapist({ offers: 0, credentials: [twin, wrong, ...others.slice(1)] });
    expect(leaves(correct(right, before), 'therapist').credentials).toEqual([twin, right, ...others.slice(1)]);
  });

  it('makes a member again of whose papers are all in order now, and answers the task', () => {
    expect(wordsOf(correct())).toEqual([
      'correct-credential by cora',
      'therapist renewal-due → member',
      'task renew-credentials done',
      'fact therapist.renewed',
    ]);
  });

  it('leaves the renewal due while the paper still lapses soon', () => {
    expect(wordsOf(correct(paper(held, '2026-01-01', '2027-03-25')))).toEqual([
      'correct-credential by cora',
      'therapist changed',
    ]);
  });

  it('may move its beginning alone, or make it one of a single day', () => {
    const later = paper(held, '2026-02-01', '2027-03-20');
    expect(leaves(correct(later), 'therapist').credentials[0]).toEqual(later);
    const oneDay = paper(held, '2026-02-01', '2026-02-01');
    expect(leaves(correct(oneDay), 'therapist').credentials[0]).toEqual(oneDay);
  });

  it('is refused when nothing is different, and for one that would end before it begins', () => {
    expect(wordsOf(correct(wrong))).toEqual(['invalid']);
    expect(wordsOf(correct(paper(held, '2026-02-02', '2026-02-01')))).toEqual(['invalid']);
  });

  it('is refused for a paper that is not theirs, for who has left, and to others than coordinators', () => {
    expect(wordsOf(correct(right, expiring('2027-03-21')))).toEqual(['not-found']);
    expect(wordsOf(correct(right, therapist({ offers: 0, credentials: [] })))).toEqual(['not-found']);
    expect(wordsOf(correct(right, withWrong({ state: 'left', leftAt: now })))).toEqual(['closed, passed']);
    for (const state of ['renewal-due', 'member'])
      expect(wordsOf(correct(right, withWrong({ state }), { id: 'asha', roles: ['assessor'] }))).toEqual([
        'not-allowed',
      ]);
  });
});
