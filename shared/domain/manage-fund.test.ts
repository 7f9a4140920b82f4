import { describe, expect, it } from 'vitest';
import type { Role } from '../../events/values.ts';
import { wordsOf } from '../../test/support/decision-words.ts';
import { fund } from '../../test/support/money-samples.ts';
import { generalFundId, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import type { Fund } from './fund.ts';
import { generalFund, openFund } from './manage-fund.ts';

const as = (...roles: Role[]): Actor => ({ id: roles.join('+'), roles });

describe('opening a fund', () => {
  const open = (but: Partial<Fund>, by = as('coordinator')) => openFund({ ...fund().value, ...but }, by, now);

  it.each<Role>(['coordinator', 'finance-maker', 'finance-checker', 'system'])('is done by a %s', (role) => {
    expect(wordsOf(open({}, as(role)))).toEqual([`open-fund by ${role}`, 'new fund open', 'fact fund.opened']);
  });

  it('is refused to others, and for an unrestricted fund that restricts', () => {
    for (const role of ['assessor', 'trustee', 'donor', 'therapist'] as const) {
      expect(wordsOf(open({}, as(role)))).toEqual(['not-allowed']);
    }
    expect(wordsOf(open({ restriction: { groups: ['survivor'], regions: [] } }))).toEqual(['invalid']);
    expect(wordsOf(open({ restriction: { groups: [], regions: ['wales'] } }))).toEqual(['invalid']);
    expect(wordsOf(open({ kind: 'restricted', restriction: { groups: [], regions: ['wales'] } }))[0]).toBe(
      'open-fund by coordinator',
    );
  });

  it('is not needed for the one that every pool has: it serves everybody, last', () => {
    expect(generalFund(settings, now)).toMatchObject({
      id: generalFundId,
      poolId,
      kind: 'unrestricted',
      restriction: { groups: [], regions: [] },
      state: 'open',
      deficit: 0,
    });
  });
});
