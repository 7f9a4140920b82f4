import { Email } from '../domain/email.ts';
import type { RecordType } from './record-type.ts';

/** `mail`: one record a mail, without a body or an address. List `emails/<state>`, by when it was asked for or claimed. */
export const mail: { email: RecordType<'email'> } = {
  email: {
    table: 'mail',
    schema: Email,
    list: ({ state, requestedAt, claimedAt, sentAt }) => ({
      list: `emails/${state}`,
      at: sentAt ?? claimedAt ?? requestedAt,
    }),
  },
};
