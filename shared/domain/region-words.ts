import type { Region } from '../../events/values.ts';

/** Regions as people say them. */
export const regionWords: Readonly<Record<Region, string>> = {
  'east-midlands': 'East Midlands',
  'east-of-england': 'East of England',
  london: 'London',
  'north-east': 'North East',
  'north-west': 'North West',
  'northern-ireland': 'Northern Ireland',
  scotland: 'Scotland',
  'south-east': 'South East',
  'south-west': 'South West',
  wales: 'Wales',
  'west-midlands': 'West Midlands',
  'yorkshire-and-the-humber': 'Yorkshire and the Humber',
};
