import type { InputTransformer, MailPattern } from '../template/known/schedules.ts';

/** A rule of the event bus about what became of mails, and the queue it hands that to. */
export type MailRule = { pattern: MailPattern; queueArn: string; transformer: InputTransformer };

/** A mail as it was handed to the service. */
export type SentMail = { to: string; configurationSet: string; tags: Record<string, string> };

type EventType = MailPattern['detail']['eventType'][number];

/**
 * What becomes of a mail: it arrives, unless its address begins like those of the service's own simulator. A complaint comes
 * after the arrival.
 */
const fateOf = (to: string): EventType[] => {
  if (to.startsWith('bounce')) return ['Bounce'];
  return to.startsWith('complaint') ? ['Delivery', 'Complaint'] : ['Delivery'];
};

/** The report as the service words it, recipient and all. */
const reportOf = (eventType: EventType, { to, configurationSet, tags }: SentMail) => ({
  source: 'aws.ses',
  detail: {
    eventType,
    mail: {
      destination: [to],
      tags: {
        'ses:configuration-set': [configurationSet],
        ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
    },
    ...(eventType === 'Bounce'
      ? { bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: to }] } }
      : {}),
  },
});

/** What stands at a path such as `$.detail.mail.tags.email`. */
const valueAt = (report: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      report,
    );

/** Fills a rule's template in: each `<name>` becomes what its path leads to, as JSON. */
const transform = ({ InputPathsMap, InputTemplate }: InputTransformer, report: unknown): string =>
  InputTemplate.replaceAll(/<([^<>]+)>/g, (_, name: string) =>
    JSON.stringify(valueAt(report, InputPathsMap[name] ?? '') ?? null),
  );

/** Tells every rule that asks for it what became of a mail, as the mail service and the event bus do together. */
export const createMailReports =
  (rules: MailRule[], send: (queueArn: string, body: string) => Promise<unknown>) =>
  async (sent: SentMail): Promise<void> => {
    for (const eventType of fateOf(sent.to)) {
      for (const { pattern, queueArn, transformer } of rules) {
        const { eventType: wanted, mail } = pattern.detail;
        if (!wanted.includes(eventType) || !mail.tags['ses:configuration-set'].includes(sent.configurationSet))
          continue;
        await send(queueArn, transform(transformer, reportOf(eventType, sent)));
      }
    }
  };
