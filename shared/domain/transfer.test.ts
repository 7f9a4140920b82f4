import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClientGroup, Region } from '../../events/values.ts';
import { type Fund, mayPay, type Restriction } from './fund.ts';
import { isAtLeastAsNarrow, transferBasis } from './transfer.ts';

const groups: readonly ClientGroup[] = ClientGroup.options.slice(0, 3);
const regions: readonly Region[] = Region.options.slice(0, 3);

const restriction: fc.Arbitrary<Restriction> = fc.record(
  {
    groups: fc.subarray([...groups]),
    regions: fc.subarray([...regions]),
    campaign: fc.constantFrom('Winter appeal', 'Marathon'),
  },
  { requiredKeys: ['groups', 'regions'] },
);

const fewer = <T>(allowed: readonly T[], all: readonly T[]) =>
  allowed.length === 0 ? fc.subarray([...all]) : fc.subarray([...allowed], { minLength: 1 });

/** The same restriction, or a narrower one. */
const narrowed = ({ groups: some, regions: where, campaign }: Fund['restriction']): fc.Arbitrary<Fund['restriction']> =>
  fc
    .tuple(
      fewer(some, groups),
      fewer(where, regions),
      campaign === undefined ? fc.constantFrom(undefined, 'Marathon') : fc.constant(campaign),
    )
    .map(([lessGroups, lessRegions, appeal]) => ({
      groups: lessGroups,
      regions: lessRegions,
      ...(appeal === undefined ? {} : { campaign: appeal }),
    }));

const kind = fc.constantFrom<Fund['kind']>('unrestricted', 'designated', 'restricted');
const fundTerms = fc.record({ kind, restriction });

/** Every class of place there can be, and one that neither restriction names. */
const classes = ClientGroup.options.flatMap((group) => Region.options.map((region) => ({ group, region })));

describe('a restriction that is at least as narrow as another', () => {
  it('allows no place that the other does not, as somebody finds who tries every place there is', () => {
    fc.assert(
      fc.property(restriction, restriction, (one, other) => {
        const allowsNoMore = classes.every(
          (each) => !mayPay({ restriction: one }, each) || mayPay({ restriction: other }, each),
        );
        const isSameAppeal = other.campaign === undefined || one.campaign === other.campaign;
        expect(isAtLeastAsNarrow(one, other)).toBe(allowsNoMore && isSameAppeal);
      }),
    );
  });

  it('is one that a further one can only narrow', () => {
    const chain = restriction.chain((last) =>
      narrowed(last).chain((middle) => narrowed(middle).map((one) => ({ one, middle, last }))),
    );
    fc.assert(
      fc.property(chain, ({ one, middle, last }) => {
        expect([isAtLeastAsNarrow(one, middle), isAtLeastAsNarrow(middle, last)]).toEqual([true, true]);
        expect(isAtLeastAsNarrow(one, last)).toBe(true);
      }),
    );
  });
});

describe('invariant 8, when money moves between funds', () => {
  it('lets restricted money go only where every place is one that it could have paid for, however often it moves', () => {
    fc.assert(
      fc.property(fundTerms, fc.array(fundTerms, { minLength: 1, maxLength: 4 }), (first, others) => {
        fc.pre(first.kind === 'restricted');
        let at = first;
        for (const to of others) if (transferBasis(at, to, 'move') !== undefined) at = to;
        expect(at.kind).toBe('restricted');
        for (const each of classes) expect(mayPay(at, each) && !mayPay(first, each)).toBe(false);
        if (first.restriction.campaign !== undefined) {
          expect(at.restriction.campaign).toBe(first.restriction.campaign);
        }
      }),
    );
  });

  it('lets the trustees move what is theirs to decide on anywhere', () => {
    fc.assert(
      fc.property(fundTerms, fundTerms, fc.constantFrom('move', 'closing'), (from, to, purpose) => {
        fc.pre(from.kind !== 'restricted');
        expect(transferBasis(from, to, purpose)).toBe('unrestricted');
      }),
    );
  });

  it('names the secondary purpose as the ground only when a fund is closed and its limits allow it no other way', () => {
    fc.assert(
      fc.property(fundTerms, fundTerms, (from, to) => {
        const moved = transferBasis(from, to, 'move');
        const closed = transferBasis(from, to, 'closing');
        expect(closed).toBe(moved ?? 'secondary-purpose');
      }),
    );
  });
});
