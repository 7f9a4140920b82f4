import { Stack } from 'aws-cdk-lib';
import { EventBus, EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nameIn, type Stage } from '../stages.ts';
import type { Binding } from './bindings.ts';

/** Of each report what we keep, and under which name. The address it names is left behind. */
const reports = [
  { kind: 'delivered', eventType: 'Delivery', more: {} },
  { kind: 'bounced', eventType: 'Bounce', more: { permanence: EventField.fromPath('$.detail.bounce.bounceType') } },
  { kind: 'complained', eventType: 'Complaint', more: {} },
] as const;

/**
 * What the mail service reports of each mail that is sent through this set: it tells the event bus, and a rule for each kind
 * hands on which mail it was. The service's own report names the recipient; the rule keeps that out of every queue.
 */
export class MailReports extends Construct {
  /** The set that a mail is sent through, with the grant to send through it. */
  readonly sendThrough: Binding;
  readonly #setName: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#setName = nameIn(stage, 'mail');
    const configurationSet = new ConfigurationSet(this, 'set', { configurationSetName: this.#setName });
    new ConfigurationSetEventDestination(this, 'to the event bus', {
      configurationSet,
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'event bus', 'default')),
      events: [EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    const arn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.#setName,
    });
    this.sendThrough = {
      value: this.#setName,
      statements: [new PolicyStatement({ actions: ['ses:SendRawEmail'], resources: [arn] })],
    };
  }

  /** Hands the reports to whoever reads this queue. */
  handTo(queue: IQueue): void {
    for (const { kind, eventType, more } of reports) {
      new Rule(this, kind, {
        description: `Mails that were ${kind}`,
        eventPattern: {
          source: ['aws.ses'],
          detail: { eventType: [eventType], mail: { tags: { 'ses:configuration-set': [this.#setName] } } },
        },
        targets: [
          new SqsQueue(queue, {
            message: RuleTargetInput.fromObject({
              kind,
              email: EventField.fromPath('$.detail.mail.tags.email'),
              ...more,
            }),
          }),
        ],
      });
    }
  }
}
