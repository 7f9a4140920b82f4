import type { Region } from '../../events/values.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { areasOutsideUk, districtsElsewhere, type PostcodeArea, postcodeAreas } from './postcode-areas.ts';

/** A postcode district, as `LS6` or `EC1A`: enough for distance and region, too little to find anybody. */
interface District {
  readonly district: string;
  readonly region: Region;
}

/** An outward code, then perhaps an inward code; or, parted from it by a space, the sector alone, as in `LS6 2`. */
const shape = /^([A-Z]{1,2})([0-9]|[1-9][0-9]|[0-9][A-HJKMNPR-Y])(?:\s*[0-9][ABD-HJLNP-UW-Z]{2}|\s+[0-9])?$/;

/** Kilometres between two districts of one area, when no more is known than that they are neighbours. */
const withinOneArea = 8;

const lettersOf = (district: string): string => /^[A-Z]{1,2}(?=[0-9])/.exec(district)?.[0] ?? '';
const areaOf = (district: string): PostcodeArea | undefined => postcodeAreas.get(lettersOf(district));

/**
 * Reads a UK postcode, or the first half of one, as people type it: any case, with or without its space. Whether the
 * district is in use is not known here, only that its area exists.
 * @returns the district; or a refusal, `not-eligible` for the Isle of Man, Jersey and Guernsey, else `invalid`.
 */
export function readDistrict(typed: string): Outcome<District> {
  const [, letters = '', number = ''] = shape.exec(typed.trim().toUpperCase()) ?? [];
  const outside = areasOutsideUk.get(letters);
  if (outside !== undefined)
    return refuse('not-eligible', `${outside} is outside the UK, and this service works inside it`);
  const district = `${letters}${number}`;
  const region = regionOf(district);
  return region === undefined
    ? refuse('invalid', 'a UK postcode or its first half is needed, such as LS6 2AB or LS6')
    : accept({ district, region });
}

/** The region a district lies in, or most of it; undefined when its area is not one of the UK’s. */
export const regionOf = (district: string): Region | undefined =>
  districtsElsewhere.get(district) ?? areaOf(district)?.region;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const meanEarthRadiusKm = 6371;

/** The great circle between two points, in kilometres (haversine). */
function greatCircleKm(from: PostcodeArea, to: PostcodeArea): number {
  const northward = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2;
  const eastward = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const share = northward + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * eastward;
  return 2 * meanEarthRadiusKm * Math.asin(Math.min(1, Math.sqrt(share)));
}

/**
 * About how far two districts are from each other, in whole kilometres: between the middles of their areas, so right
 * to some ten kilometres in towns and less in the country. The same district is 0 away, a neighbour in one area 8.
 * @returns undefined when either area is not one of the UK’s.
 */
export function distanceKm(districtA: string, districtB: string): number | undefined {
  const [a, b] = [areaOf(districtA), areaOf(districtB)];
  if (a === undefined || b === undefined) return undefined;
  if (districtA === districtB) return 0;
  return Math.max(withinOneArea, Math.round(greatCircleKm(a, b)));
}
