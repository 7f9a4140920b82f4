import { describe, expect, it } from 'vitest';
import { fund, lot } from '../../test/support/money-samples.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { lotOrder, paysForPlaces } from './fund.ts';

describe('a fund', () => {
  it.each([
    ['open', {}, true],
    ['closed', { state: 'closed' }, false],
    ['in deficit', { deficit: 1 }, false],
    ['one that money is being moved from', { moving: 'trf_00000001' }, false],
  ])('that is %s pays for new places: %j %s', (_, but, pays) => {
    expect(paysForPlaces(fund(but).value)).toBe(pays);
  });
});

describe('the order of lots', () => {
  it('is by the day they must be spent by, those without one last, then by when they came', () => {
    const ids = [
      lot(1, 1, { receivedAt: '2027-02-02T09:00:00.000Z' }),
      lot(2, 1, { receivedAt: '2027-02-01T09:00:00.000Z' }),
      lot(3, 1, { spendBy: '2027-06-01', receivedAt: '2027-02-05T09:00:00.000Z' }),
      lot(4, 1, { spendBy: '2027-05-01', receivedAt: '2027-02-06T09:00:00.000Z' }),
    ].map(({ value }) => [lotOrder(value), value.id] as const);
    expect(ids.toSorted().map(([, id]) => id)).toEqual([4, 3, 2, 1].map((n) => idOf.lot(n)));
  });
});
