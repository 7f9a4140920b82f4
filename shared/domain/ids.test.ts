import { describe, expect, it } from 'vitest';
import { DonationId, ReferralId } from '../../events/values.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { receiptNumberOf } from './donation.ts';
import { placeIdOf, referralIdOfPlace } from './place.ts';
import { referenceOf, referralIdOf } from './referral.ts';
import { RequestCause, requestIdOf } from './request.ts';

const id = ReferralId.parse('ref_ab12sp34cd');

describe('a reference as people write it', () => {
  it.each([referenceOf(id), ` ${referenceOf(id).toLowerCase()} `, 'SPAB12S P34CD', 'AB12S-P34CD', 'ab12sp34cd'])(
    'is read from %j',
    (typed) => {
      expect(referralIdOf(typed)).toBe(id);
    },
  );

  it('is none when it is shorter or longer, as a name is', () => {
    for (const typed of ['SP-1', 'ab12sp34c', 'ab12sp34cd5', 'marmaduke smith'])
      expect(referralIdOf(typed)).toBeUndefined();
  });
});

describe('the id of a place', () => {
  it('says whose it is, whichever place of theirs it is', () => {
    for (const turn of [1, 2, 9, 10, 123]) expect(referralIdOfPlace(placeIdOf(id, turn))).toBe(id);
  });
});

describe('the number of a receipt', () => {
  it.each([
    ['don_abcdefgh12', 'R-ABCDE-FGH12'],
    ['don_abcdefgh12xyz', 'R-ABCDE-FGH12-XYZ'],
    ['don_abcdefgh', 'R-ABCDE-FGH'],
  ])('of %s is %s', (donation, number) => {
    expect(receiptNumberOf(DonationId.parse(donation))).toBe(number);
  });
});

describe('the id of a request', () => {
  const plan = { from: '2027-03-01', contribution: 100 };

  it.each([
    [{ kind: 'next-block', sessions: 6 }, 'n'],
    [{ kind: 'contribution', number: 3, ...plan }, 'c3'],
    [{ kind: 'correction', of: '12r1' }, 'k12r1'],
  ])('says of which place, block and cause it is: %j', (cause, code) => {
    expect(requestIdOf(idOf.place(1), 2, RequestCause.parse(cause))).toBe(`req_0000000001x2${code}`);
  });

  it.each(['', 'A1', '1-', '-1', '1'.repeat(51)])('names no correction of %j', (of) => {
    expect(RequestCause.safeParse({ kind: 'correction', of }).success).toBe(false);
    expect(RequestCause.safeParse({ kind: 'correction', of: '1'.repeat(50) }).success).toBe(true);
  });
});
