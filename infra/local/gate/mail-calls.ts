import type { Place, ReadCall } from './call.ts';

/** What a call of SES needs: sending is asked about the sender's domain, and about the set that the mail is sent through. */
export const readMailCall =
  ({ region, account }: Place): ReadCall =>
  ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const action = form.get('Action');
    const source = form.get('Source');
    // Without a source the sender stands in the message alone, which nobody here reads.
    if (action === null || source === null) throw new Error('A mail is sent by its action and its source.');
    const domain = /@([^@>]+)>?$/.exec(source)?.[1] ?? source;
    const set = form.get('ConfigurationSetName');
    const arn = (resource: string) => `arn:aws:ses:${region}:${account}:${resource}`;
    return [
      { action: `ses:${action}`, resource: arn(`identity/${domain}`) },
      ...(set === null ? [] : [{ action: `ses:${action}`, resource: arn(`configuration-set/${set}`) }]),
    ];
  };
