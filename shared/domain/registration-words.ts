import type { CharitySettings } from './settings.ts';

/** Where the charity is registered, as its letters and pages must say: one number for every regulator. */
export const registrationWords = ({ number, regulator, alsoRegistered }: CharitySettings['charity']): string =>
  [{ number, regulator }, ...alsoRegistered].map((each) => `${each.number} (${each.regulator})`).join(' and ');
