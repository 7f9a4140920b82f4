import type { RetentionClass } from '../../../shared/domain/retention.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';

export const classWords: Record<RetentionClass, string> = {
  client: 'People who asked for help',
  referrer: 'Professionals who referred somebody',
  therapist: 'Therapists',
  donor: 'Donors',
  'gift-aid': 'Donors who declared Gift Aid',
  safeguarding: 'Professionals who told us of a concern',
};

const years = (count: number): string => (count === 1 ? '1 year' : `${count} years`);

/** How long the details of each are kept, from the settings. */
export const periodWords: Record<RetentionClass, (retention: CharitySettings['retention']) => string> = {
  client: ({ clientYears }) => `${years(clientYears)} after support ended, or the request was closed`,
  referrer: ({ clientYears }) => `As long as the person: ${years(clientYears)}`,
  therapist: ({ therapistYears }) => `${years(therapistYears)} after they left`,
  donor: ({ donorYears }) => `${years(donorYears)} after the gift`,
  'gift-aid': ({ giftAidYears }) => `${years(giftAidYears)} after the end of the year of the gift, for HMRC`,
  safeguarding: () => 'Until the safeguarding desk decides',
};
