import { Email, RefusedAddress } from '../domain/email.ts';
import type { RecordType } from './record-type.ts';

/**
 * `mail`: one record a mail, without a body or an address, and who may not be mailed, without the address either.
 *
 * | asked | answered by |
 * | --- | --- |
 * | mails in a state | list `emails/<state>` by when they were asked for, claimed or sent |
 * | whose address a task is about | list `refused-addresses/<task>` |
 */
export const mail: { email: RecordType<'email'>; 'refused-address': RecordType<'refused-address'> } = {
  email: {
    table: 'mail',
    schema: Email,
    list: ({ state, requestedAt, claimedAt, sentAt }) => ({
      list: `emails/${state}`,
      at: sentAt ?? claimedAt ?? requestedAt,
    }),
  },
  'refused-address': {
    table: 'mail',
    schema: RefusedAddress,
    list: ({ taskId, at }) => ({ list: `refused-addresses/${taskId}`, at }),
  },
};
