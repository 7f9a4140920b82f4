import { describe, expect, it } from 'vitest';
import { LocalDate, type Role } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { fund } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import type { Fund } from './fund.ts';
import { bindFund, changeFund, type FundTerms, generalFund, openFund, orderFunds } from './manage-fund.ts';

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

  it('is refused for a restricted fund that does not say to what; an appeal is enough', () => {
    const unlimited: Partial<Fund> = { kind: 'restricted', restriction: { groups: [], regions: [] } };
    const refused = open(unlimited);
    expect(wordsOf(refused)).toEqual(['invalid']);
    expect(!refused.ok && refused.refusal.because).toContain('a restricted fund says to what');
    const appeal = { ...unlimited, restriction: { groups: [], regions: [], campaign: 'spring' } };
    expect(wordsOf(open(appeal))[0]).toBe('open-fund by coordinator');
    expect(wordsOf(open({ ...unlimited, kind: 'designated' }))[0]).toBe('open-fund by coordinator');
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

const north = (but: object = {}) => {
  const { value } = fund({
    kind: 'restricted',
    restriction: { groups: ['survivor'], regions: [] },
    firstGiftAt: undefined,
    ...but,
  });
  return asRead('fund', idOf.fund(2), { ...value, id: idOf.fund(2) });
};

describe('an address of a fund', () => {
  it('is given with the fund, and stands in a record of its own', () => {
    const opened = openFund({ ...fund().value, slug: 'the-north' }, as('coordinator'), now);
    expect(wordsOf(opened)).toEqual([
      'open-fund by coordinator',
      'new fund open',
      'new fund-address',
      'fact fund.opened',
    ]);
    expect(leaves(opened, 'fund-address')).toEqual({ slug: 'the-north', fundId: generalFundId, since: now });
    expect(opened.ok && opened.value).toMatchObject({
      about: `fund/${generalFundId}`,
      facts: [{ subject: `fund/${generalFundId}`, data: { fundId: generalFundId, poolId } }],
    });
  });

  it.each([
    'no',
    'The-North',
    'the--north',
    '-north',
    'north-',
    'a'.repeat(41),
    'details',
    'link',
    'thank-you',
    'came-back',
    'receipt',
  ])('cannot be %s', (slug) => {
    expect(wordsOf(openFund({ ...fund().value, slug }, as('coordinator'), now))).toEqual(['invalid']);
  });

  it.each(['one', 'n0-rth-2', 'a'.repeat(40)])('can be %s', (slug) => {
    expect(openFund({ ...fund().value, slug }, as('coordinator'), now).ok).toBe(true);
  });
});

describe('binding a fund', () => {
  it('keeps since when somebody gives to it, and afterwards relies on what it says', () => {
    expect(bindFund(north(), now)).toMatchObject({ changes: [{ after: { firstGiftAt: now } }], relies: [] });
    const bound = bindFund(fund(), now);
    expect([bound.changes, bound.relies.map(({ id }) => id)]).toEqual([[], [generalFundId]]);
  });
});

describe('changing a fund', () => {
  const change = (but: Partial<FundTerms>, of = north(), by = as('coordinator')) => {
    const { name, aim, secondaryPurpose, kind, restriction } = of.value;
    const { slug, spendBy } = of.value;
    const terms = { name, aim, secondaryPurpose, kind, restriction };
    const kept = { ...(slug === undefined ? {} : { slug }), ...(spendBy === undefined ? {} : { spendBy }) };
    return changeFund(of, { ...terms, ...kept, ...but }, by, now, settings);
  };

  it('says in the trail what is different, and tells it', () => {
    const changed = change({
      name: 'The North',
      aim: 'more',
      secondaryPurpose: 'others',
      spendBy: LocalDate.parse('2029-01-01'),
    });
    expect(wordsOf(changed)).toEqual(['change-fund by coordinator', 'fund changed', 'fact fund.changed']);
    expect(leaves(changed, 'fund')).toMatchObject({ name: 'The North', aim: 'more', spendBy: '2029-01-01', order: 0 });
    expect(changed.ok && changed.value).toMatchObject({
      about: `fund/${idOf.fund(2)}`,
      why: 'changed: name, aim, secondary purpose, spend-by date',
      facts: [{ subject: `fund/${idOf.fund(2)}`, data: { fundId: idOf.fund(2), poolId } }],
    });
    const limited = change({ kind: 'designated', restriction: { groups: [], regions: ['wales'] }, slug: 'north' });
    expect(limited.ok && limited.value?.why).toBe('changed: kind, what it is limited to, address');
  });

  it('is nothing when all is the same, in whatever order it is said', () => {
    expect(wordsOf(change({}))).toEqual(['nothing to do']);
    const two = north({
      restriction: { groups: ['survivor', 'partner-or-family'], regions: ['wales', 'london'], campaign: 'spring' },
    });
    const same = {
      groups: two.value.restriction.groups.toReversed(),
      regions: two.value.restriction.regions.toReversed(),
    };
    expect(wordsOf(change({ restriction: { ...same, campaign: 'spring' } }, two))).toEqual(['nothing to do']);
    expect(wordsOf(change({ restriction: same }, two))[1]).toBe('fund changed');
  });

  it('takes a date away that is not said again', () => {
    const dated = north({ spendBy: '2029-01-01' });
    const { spendBy: _, ...terms } = dated.value;
    expect(leaves(changeFund(dated, terms, as('coordinator'), now, settings), 'fund')).not.toHaveProperty('spendBy');
  });

  it('gives the general fund no date: it is for whoever is next', () => {
    const spendBy = LocalDate.parse('2029-01-01');
    expect(wordsOf(change({ spendBy }, fund()))).toEqual(['invalid']);
    expect(leaves(change({ spendBy }), 'fund').spendBy).toBe(spendBy);
  });

  it('leaves the general fund unrestricted', () => {
    const general = fund({ firstGiftAt: undefined });
    expect(wordsOf(change({ kind: 'designated' }, general))).toEqual(['invalid']);
    expect(leaves(change({ kind: 'designated' }), 'fund').kind).toBe('designated');
  });

  it('gives an address once, for ever', () => {
    const addressed = change({ slug: 'the-north' });
    expect(wordsOf(addressed)).toContain('new fund-address');
    expect(leaves(addressed, 'fund').slug).toBe('the-north');
    expect(wordsOf(change({ slug: 'the-south' }, north({ slug: 'the-north' })))).toEqual(['invalid']);
    const named = change({ name: 'The North' }, north({ slug: 'the-north' }));
    expect(wordsOf(named)).not.toContain('new fund-address');
    expect(leaves(named, 'fund').slug).toBe('the-north');
  });

  it('keeps what people gave for', () => {
    const given = north({ firstGiftAt: now });
    expect(wordsOf(change({ kind: 'designated' }, given))).toEqual(['invalid']);
    expect(wordsOf(change({ restriction: { groups: [], regions: [] } }, given))).toEqual(['invalid']);
    expect(wordsOf(change({ secondaryPurpose: 'others' }, given))).toEqual(['invalid']);
    expect(wordsOf(change({ aim: 'said better' }, given))[1]).toBe('fund changed');
    expect(wordsOf(change({ secondaryPurpose: 'others' }, north({ kind: 'designated', firstGiftAt: now })))[1]).toBe(
      'fund changed',
    );
  });

  it('is refused to others, for a closed fund, and for what no fund may say', () => {
    expect(wordsOf(change({ name: 'x' }, north(), as('assessor')))).toEqual(['not-allowed']);
    expect(wordsOf(change({ name: 'x' }, north({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(change({ kind: 'unrestricted' }))).toEqual(['invalid']);
    expect(wordsOf(change({ slug: 'link' }))).toEqual(['invalid']);
    expect(wordsOf(change({ kind: 'restricted' }, fund({ firstGiftAt: undefined })))).toEqual(['invalid']);
    expect(wordsOf(change({ name: 'x' }, fund()))[1]).toBe('fund changed');
  });
});

describe('the order of the funds', () => {
  const order = (wanted: Parameters<typeof orderFunds>[0], by = as('coordinator')) =>
    orderFunds(wanted, by, now, settings);

  it('is written where it is another, and told', () => {
    const ordered = order([
      { fund: fund(), order: 0 },
      { fund: north(), order: 1 },
    ]);
    expect(wordsOf(ordered)).toEqual(['order-funds by coordinator', 'fund changed', 'fact fund.changed']);
    expect(leaves(ordered, 'fund')).toMatchObject({ id: idOf.fund(2), order: 1 });
    expect(ordered.ok && ordered.value).toMatchObject({
      about: `pool/${poolId}`,
      facts: [{ subject: `fund/${idOf.fund(2)}` }],
    });
  });

  it('is written of as many as one transaction takes, and beyond that says how to go on', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        fund: asRead('fund', idOf.fund(n), fund({ id: idOf.fund(n) }).value),
        order: 5,
      }));
    expect(order(many(90)).ok).toBe(true);
    const refused = order(many(91));
    expect(wordsOf(refused)).toEqual(['invalid']);
    expect(!refused.ok && refused.refusal.because).toContain('change some, save, then go on with the others');
  });

  it('is nothing when it stands so already, and refused to others and for a closed fund', () => {
    expect(wordsOf(order([{ fund: fund(), order: 0 }]))).toEqual(['nothing to do']);
    expect(wordsOf(order([{ fund: north(), order: 1 }], as('assessor')))).toEqual(['not-allowed']);
    expect(wordsOf(order([{ fund: north({ state: 'closed' }), order: 1 }]))).toEqual(['closed']);
    expect(wordsOf(order([{ fund: north({ state: 'closed' }), order: 0 }]))).toEqual(['nothing to do']);
  });
});
