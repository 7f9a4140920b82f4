import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Region } from '../../events/values.ts';
import { distanceKm, readDistrict, regionOf } from './postcode.ts';
import { areasOutsideUk, districtsElsewhere, postcodeAreas } from './postcode-areas.ts';

const letters = [...postcodeAreas.keys()];
const districts = fc
  .tuple(fc.constantFrom(...letters), fc.integer({ min: 0, max: 99 }), fc.constantFrom('', 'A', 'W'))
  .map(([area, number, letter]) => `${area}${letter === '' ? number : `${number % 10}${letter}`}`);
const inwards = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('AB', 'ZZ', 'QP', 'DH'))
  .map(([sector, unit]) => `${sector}${unit}`);

describe('reading a postcode', () => {
  it.each([
    ['ls6 2ab', 'LS6'],
    ['LS6', 'LS6'],
    ['  Ls62aB ', 'LS6'],
    ['LS6 2', 'LS6'],
    ['ec1a', 'EC1A'],
    ['EC1A1BB', 'EC1A'],
    ['w1a 0ax', 'W1A'],
    ['M1 1AE', 'M1'],
    ['B33 8TH', 'B33'],
    ['CR2 6XH', 'CR2'],
    ['DN55 1PT', 'DN55'],
    ['BS98 1TL', 'BS98'],
    ['bt1 5gs', 'BT1'],
  ])('%j is of the district %s', (typed, district) => {
    expect(readDistrict(typed)).toMatchObject({ ok: true, value: { district } });
  });

  it.each(['', 'Leeds', 'QQ1', 'LS', '6LS', 'LS6 2AB LS6', 'LS06', 'LS6-2AB', '90210', 'LS6 2CK', 'LS123'])(
    '%j is none',
    (typed) => {
      expect(readDistrict(typed)).toMatchObject({ ok: false, refusal: { code: 'invalid' } });
    },
  );

  it.each([...areasOutsideUk])('%s is known and refused as outside the UK, by its name', (area, name) => {
    for (const typed of [`${area}1 1AA`, area.toLowerCase().concat('2')]) {
      const read = readDistrict(typed);
      expect(read).toMatchObject({ ok: false, refusal: { code: 'not-eligible' } });
      expect(read.ok ? '' : read.refusal.because).toContain(name);
    }
  });

  it('finds the district however the postcode is typed', () => {
    const spaces = fc.constantFrom('', ' ', '  ');
    fc.assert(
      fc.property(districts, inwards, spaces, fc.boolean(), fc.boolean(), (district, inward, space, whole, lower) => {
        const written = whole ? `${district}${space}${inward}` : `${space}${district}${space}`;
        const read = readDistrict(lower ? written.toLowerCase() : written);
        expect(read).toEqual({ ok: true, value: { district, region: regionOf(district) } });
      }),
    );
  });
});

describe('the postcode areas', () => {
  it('are the 121 of the UK and the three islands beside it', () => {
    expect(postcodeAreas.size).toBe(121);
    expect(letters.filter((area) => areasOutsideUk.has(area))).toEqual([]);
    expect(areasOutsideUk.size).toBe(3);
  });

  it.each(letters)('%s has a region, and its middle is in the UK', (area) => {
    expect(Region.options).toContain(regionOf(`${area}1`));
    const { latitude = 0, longitude = 0 } = postcodeAreas.get(area) ?? {};
    expect(latitude).toBeGreaterThan(49.9);
    expect(latitude).toBeLessThan(60.9);
    expect(longitude).toBeGreaterThan(-8.2);
    expect(longitude).toBeLessThan(1.8);
  });

  it('lie west of Greenwich, but for thirteen', () => {
    const east = letters.filter((area) => (postcodeAreas.get(area)?.longitude ?? 0) > 0);
    expect(east.toSorted().join(' ')).toBe('BR CB CM CO CT DA IG IP ME NR RM SS TN');
  });

  it('lie in another region than their districts for a known number of these', () => {
    const counts = new Map<Region, number>();
    for (const region of districtsElsewhere.values()) counts.set(region, (counts.get(region) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'east-midlands': 29,
      'east-of-england': 26,
      london: 16,
      'north-east': 1,
      'north-west': 1,
      'south-east': 16,
      wales: 15,
      'west-midlands': 3,
      'yorkshire-and-the-humber': 8,
    });
  });

  it('leave no region without one', () => {
    expect(new Set(letters.map((area) => postcodeAreas.get(area)?.region))).toEqual(new Set(Region.options));
  });

  it('are set aside for a district only where that changes its region', () => {
    for (const [district, region] of districtsElsewhere) {
      expect(postcodeAreas.get(district.replace(/\d+$/, ''))?.region, district).not.toBe(region);
    }
  });

  it.each([
    ['LS6', 'yorkshire-and-the-humber'],
    ['SY23', 'wales'],
    ['SY1', 'west-midlands'],
    ['CH7', 'wales'],
    ['CH1', 'north-west'],
    ['S40', 'east-midlands'],
    ['S4', 'yorkshire-and-the-humber'],
    ['RM17', 'east-of-england'],
    ['KT2', 'london'],
    ['KT22', 'south-east'],
    ['TD15', 'north-east'],
    ['TD1', 'scotland'],
    ['EC1A', 'london'],
    ['BT9', 'northern-ireland'],
  ])('put %s in %s', (district, region) => {
    expect(regionOf(district)).toBe(region);
  });
});

describe('the distance between two districts', () => {
  it('is the same both ways, 0 to itself, never negative and never longer than the country', () => {
    fc.assert(
      fc.property(districts, districts, (a, b) => {
        const there = distanceKm(a, b) ?? Number.NaN;
        expect(there).toBe(distanceKm(b, a));
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThan(1300);
        expect(distanceKm(a, a)).toBe(0);
      }),
    );
  });

  it('is unknown when either is not in the UK', () => {
    expect(distanceKm('LS6', 'JE2')).toBeUndefined();
    expect(distanceKm('', 'LS6')).toBeUndefined();
  });

  it.each([
    ['LS1', 'EH1', 245, 35],
    ['EC1A', 'M1', 262, 25],
    ['CF10', 'BS1', 45, 15],
    ['BT1', 'G1', 180, 30],
    ['TR1', 'ZE1', 1140, 60],
  ])('from %s to %s is about %i km', (from, to, km, within) => {
    expect(Math.abs((distanceKm(from, to) ?? 0) - km)).toBeLessThan(within);
  });

  it('within one area is small', () => {
    expect(distanceKm('LS6', 'LS12')).toBe(8);
  });
});

it('reads a sector however far it stands from its district', () => {
  expect(readDistrict('LS6   2')).toEqual(readDistrict('LS6'));
});
