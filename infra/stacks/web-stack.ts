import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Config as ReceivePaymentEvent } from '../../functions/receive-payment-event/config.ts';
import type { Config as WebConsole } from '../../functions/web-console/config.ts';
import { financePaths, type Config as WebFinance } from '../../functions/web-finance/config.ts';
import { oversightPaths, type Config as WebOversight } from '../../functions/web-oversight/config.ts';
import type { Config as WebPortal } from '../../functions/web-portal/config.ts';
import type { Config as WebPublic } from '../../functions/web-public/config.ts';
import { signInPaths, type Config as WebSignIn } from '../../functions/web-sign-in/config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import {
  type Bindings,
  decryptWith,
  encryptAndDecryptWith,
  encryptWith,
  everything,
  lookThrough,
  readSecret,
  sendTo,
  useTable,
} from '../constructs/bindings.ts';
import { bindLeastFormSeconds, bindVisitorsPerAddress } from '../constructs/crowd.ts';
import { allUnder, Endpoint } from '../constructs/endpoint.ts';
import { FrontSecret } from '../constructs/front-secret.ts';
import { PagesApi } from '../constructs/pages-api.ts';
import { SiteFront } from '../constructs/site-front.ts';
import { bindSite, siteUrl } from '../constructs/site-url.ts';
import { StaffSignIn } from '../constructs/staff-sign-in.ts';
import type { FunctionName } from '../functions.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';
import type { WorkflowStack } from './workflow-stack.ts';

export interface WebStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly workflow: WorkflowStack;
  readonly code: (name: FunctionName) => Code;
  /** Where alarms go. */
  readonly tell: ITopic;
}

/** What people meet: the pages of the public, of staff and of therapists, and the payment provider's webhook. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { stage, data, edge, tell } = props;
    const { api } = new PagesApi(this, 'pages', { stage, tell });
    const signIn = new StaffSignIn(this, 'sign-in', { stage, staff: data.staff, siteUrl: siteUrl(this, stage) });
    const frontSecret = new FrontSecret(this, 'front-secret');
    this.createEndpoints(props, api, signIn, frontSecret);
    new SiteFront(this, 'front', {
      stage,
      api,
      frontSecret: frontSecret.value,
      certificate: edge.certificate,
      webAclArn: edge.webAclArn,
    });
    acknowledge(
      this,
      'AwsSolutions-APIG4',
      'The pages are for the public. Staff and therapists are known by session cookies, and the webhook by its signature: an authorizer of the API sees neither.',
    );
  }

  private createEndpoints(
    { stage, code, data, workflow }: WebStackProps,
    api: PagesApi['api'],
    signIn: StaffSignIn,
    { binding: frontSecret }: FrontSecret,
  ): void {
    const behindFront = { SITE_URL: bindSite(this, stage), FRONT_SECRET: frontSecret };
    const withDoors = { ...behindFront, VISITORS_PER_ADDRESS: bindVisitorsPerAddress(this) };
    const { tables, identityKey, paymentsSecret } = data;
    const common = { stage, code, api, timeout: Duration.seconds(10), memorySize: 1024 };
    new Endpoint(this, 'web-public', {
      ...common,
      routes: ['everything else'],
      bindings: {
        CASES_TABLE: useTable(tables.cases, 'get', 'put'),
        MONEY_TABLE: useTable(tables.money, 'get', 'list', 'put', 'check'),
        VISITS_TABLE: useTable(tables.visits, 'get', 'put', 'delete', 'count'),
        // It takes identities in and can never give one out: it reads neither table and cannot unwrap a data key.
        IDENTITIES_TABLE: useTable(tables.identities, 'put'),
        IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'put'),
        IDENTITY_KEY_ID: encryptWith(identityKey),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
        PAYMENTS_SECRET_ARN: readSecret(paymentsSecret),
        LEAST_FORM_SECONDS: bindLeastFormSeconds(this),
        ...withDoors,
      } satisfies Bindings<WebPublic>,
    });
    new Endpoint(this, 'web-console', {
      ...common,
      routes: allUnder('/console'),
      bindings: {
        CASES_TABLE: useTable(tables.cases, ...everything),
        MONEY_TABLE: useTable(tables.money, ...everything),
        LEDGER_TABLE: useTable(tables.ledger, 'get many'),
        MAIL_TABLE: useTable(tables.mail, 'put'),
        VISITS_TABLE: useTable(tables.visits, 'get', 'put', 'delete'),
        // It opens what a step needs, and takes nobody in.
        IDENTITIES_TABLE: useTable(tables.identities, 'get', 'check'),
        IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'get'),
        IDENTITY_KEY_ID: decryptWith(identityKey),
        // The history of a record, on its page.
        AUDIT_TABLE: useTable(tables.audit, 'range', 'put'),
        ...behindFront,
      } satisfies Bindings<WebConsole>,
    });
    new Endpoint(this, 'web-finance', {
      ...common,
      routes: financePaths.flatMap(allUnder),
      bindings: {
        // Of cases it reads what money is for, and opens and closes tasks.
        CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'list', 'put'),
        MONEY_TABLE: useTable(tables.money, ...everything),
        LEDGER_TABLE: useTable(tables.ledger, 'get', 'get many', 'list', 'check'),
        MAIL_TABLE: useTable(tables.mail, 'put'),
        VISITS_TABLE: useTable(tables.visits, 'get', 'put', 'delete'),
        // It takes in whom a gift is from that came by post, and reads of nobody who they are.
        IDENTITIES_TABLE: useTable(tables.identities, 'put'),
        IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'put'),
        IDENTITY_KEY_ID: encryptWith(identityKey),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
        ...behindFront,
      } satisfies Bindings<WebFinance>,
    });
    new Endpoint(this, 'web-oversight', {
      ...common,
      routes: oversightPaths.flatMap(allUnder),
      bindings: {
        // A concern stops what is under way for a person, as it is raised.
        CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'list', 'put', 'delete'),
        MAIL_TABLE: useTable(tables.mail, 'list'),
        VISITS_TABLE: useTable(tables.visits, 'get', 'put', 'delete'),
        // It takes therapists in, and opens what a call needs. Nobody deletes an identity from a page.
        IDENTITIES_TABLE: useTable(tables.identities, 'get', 'put'),
        IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'get', 'put'),
        IDENTITY_KEY_ID: encryptAndDecryptWith(identityKey),
        // The history of a therapist, on their page.
        AUDIT_TABLE: useTable(tables.audit, 'range', 'list', 'put'),
        ...bindDeadLetters(workflow),
        ...behindFront,
      } satisfies Bindings<WebOversight>,
    });
    new Endpoint(this, 'web-sign-in', {
      ...common,
      routes: signInPaths.map((path) => ({ method: HttpMethod.ANY, path })),
      bindings: {
        VISITS_TABLE: useTable(tables.visits, 'get', 'put', 'delete', 'count'),
        ...withDoors,
        ...signIn.bindings,
      } satisfies Bindings<WebSignIn>,
    });
    new Endpoint(this, 'web-portal', {
      ...common,
      routes: allUnder('/portal'),
      bindings: {
        // A session that turns out to have been on another day is taken from where it stood.
        CASES_TABLE: useTable(tables.cases, ...everything),
        // A session that a therapist records is paid from its hold at once; what is to go back of it goes with its end.
        MONEY_TABLE: useTable(tables.money, 'get', 'get many', 'put', 'check', 'delete'),
        MAIL_TABLE: useTable(tables.mail, 'put'),
        VISITS_TABLE: useTable(tables.visits, 'get', 'put', 'delete', 'count'),
        IDENTITIES_TABLE: useTable(tables.identities, 'get'),
        IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'get'),
        IDENTITY_KEY_ID: decryptWith(identityKey),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
        ...withDoors,
      } satisfies Bindings<WebPortal>,
    });
    new Endpoint(this, 'receive-payment-event', {
      ...common,
      memorySize: 512,
      routes: [{ method: HttpMethod.POST, path: '/webhooks/payments' }],
      bindings: {
        MONEY_TABLE: useTable(tables.money, 'get', 'put'),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
        PAYMENTS_SECRET_ARN: readSecret(paymentsSecret),
      } satisfies Bindings<ReceivePaymentEvent>,
    });
  }
}

/** What was given up is seen from the console, and goes back from there to the queue it came from. */
const bindDeadLetters = ({ workers, setAside }: WorkflowStack) => ({
  REFERRAL_QUEUE_URL: sendTo(workers.referral.queue),
  ASSESSMENT_QUEUE_URL: sendTo(workers.assessment.queue),
  DONATION_QUEUE_URL: sendTo(workers.donation.queue),
  ALLOCATION_QUEUE_URL: sendTo(workers.allocation.queue),
  OFFERS_QUEUE_URL: sendTo(workers.offers.queue),
  MAIL_QUEUE_URL: sendTo(workers.mail.queue),
  MAIL_REPORTS_QUEUE_URL: sendTo(workers['mail-reports'].queue),
  REFERRAL_DEAD_LETTER_QUEUE_URL: lookThrough(workers.referral.deadLetters),
  ASSESSMENT_DEAD_LETTER_QUEUE_URL: lookThrough(workers.assessment.deadLetters),
  DONATION_DEAD_LETTER_QUEUE_URL: lookThrough(workers.donation.deadLetters),
  ALLOCATION_DEAD_LETTER_QUEUE_URL: lookThrough(workers.allocation.deadLetters),
  OFFERS_DEAD_LETTER_QUEUE_URL: lookThrough(workers.offers.deadLetters),
  MAIL_DEAD_LETTER_QUEUE_URL: lookThrough(workers.mail.deadLetters),
  MAIL_REPORTS_DEAD_LETTER_QUEUE_URL: lookThrough(workers['mail-reports'].deadLetters),
  FACTS_NOT_RELAYED_QUEUE_URL: lookThrough(setAside['facts-not-relayed']),
  SWEEPS_NOT_STARTED_QUEUE_URL: lookThrough(setAside['sweeps-not-started']),
});
