import type { Role } from '../../../events/values.ts';
import { listInWords } from '../../domain/list-words.ts';

export const roleWords: Record<Role, string> = {
  client: 'the person',
  referrer: 'a professional',
  donor: 'a donor',
  therapist: 'a therapist',
  assessor: 'assessor',
  coordinator: 'coordinator',
  'coordinator-deputy': 'coordinator’s deputy',
  'finance-maker': 'finance maker',
  'finance-checker': 'finance checker',
  'safeguarding-lead': 'safeguarding lead',
  'safeguarding-deputy': 'safeguarding deputy',
  trustee: 'trustee',
  system: 'the system',
};

/** “assessor, coordinator or coordinator’s deputy”. */
export const eitherOf = (roles: readonly Role[]): string =>
  listInWords(
    roles.map((role) => roleWords[role]),
    'or',
  );

/** Enough of a staff id to tell two colleagues apart; their names are not kept with cases. */
export const staffMark = (id: string): string =>
  id
    .replaceAll(/[^0-9a-zA-Z]/g, '')
    .slice(-4)
    .toUpperCase();
