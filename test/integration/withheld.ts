import type { SceneName } from './scenes.ts';
import type { Town } from './town.ts';

/** A grant that is taken out of a role for a while, and the scene that then fails for want of it. */
export interface Withheld {
  readonly scene: SceneName;
  readonly of: string;
  readonly action: string;
  /** What the resource is called, at the end of its name. */
  readonly on: string;
}

/**
 * Of each scene first what its page needs, and last, at most once, what a function behind a queue does: as soon as that may
 * do its work again it does it, and nothing more can fail.
 */
export const withheld: readonly Withheld[] = [
  { scene: 'staff sign in', of: 'web-sign-in', action: 'dynamodb:PutItem', on: 'table/visits' },
  { scene: 'a therapist joins', of: 'web-oversight', action: 'dynamodb:PutItem', on: 'table/identity-keys' },
  {
    scene: 'a donor gives, with Gift Aid',
    of: 'web-public',
    action: 'secretsmanager:GetSecretValue',
    on: 'secret:payments',
  },
  {
    scene: 'a donor gives, with Gift Aid',
    of: 'receive-payment-event',
    action: 'secretsmanager:GetSecretValue',
    on: 'secret:payments',
  },
  { scene: 'a person asks for help', of: 'web-public', action: 'kms:GenerateDataKey', on: 'the identity key' },
  { scene: 'a person asks for help', of: 'web-public', action: 'dynamodb:PutItem', on: 'table/identities' },
  { scene: 'a person asks for help', of: 'relay-facts', action: 'sqs:SendMessage', on: ':referral' },
  { scene: 'staff read how to reach a person', of: 'web-console', action: 'dynamodb:PutItem', on: 'table/audit' },
  { scene: 'the professional hears that it arrived', of: 'send-mail', action: 'kms:Decrypt', on: 'the identity key' },
  {
    scene: 'an assessor finds what is needed, and a place is reserved',
    of: 'allocate-places',
    action: 'dynamodb:PutItem',
    on: 'table/money',
  },
  {
    scene: 'a coordinator approves, and a therapist is asked',
    of: 'make-offers',
    action: 'dynamodb:PutItem',
    on: 'table/cases',
  },
  {
    scene: 'the first therapist declines, and the next is asked',
    of: 'send-mail',
    action: 'ses:SendRawEmail',
    on: 'configuration-set/mail',
  },
  { scene: 'the therapist reads whom to contact', of: 'web-portal', action: 'kms:Decrypt', on: 'the identity key' },
  { scene: 'the therapist records a session', of: 'web-portal', action: 'dynamodb:PutItem', on: 'table/money' },
  {
    scene: 'finance records a gift that came by post',
    of: 'web-finance',
    action: 'dynamodb:PutItem',
    on: 'table/identities',
  },
  { scene: 'the schedules run', of: 'settle-payments', action: 'secretsmanager:GetSecretValue', on: 'secret:payments' },
  { scene: 'the schedules run', of: 'audit-ledger', action: 'dynamodb:Query', on: 'table/money/index/by-list' },
  { scene: 'the schedules run', of: 'keep-retention', action: 'dynamodb:Query', on: 'table/cases/index/by-list' },
];

type Grants = Town['stack']['grants'];
type Grant = ReturnType<Grants['granted']>[number];

const stage = 'sponsored-places-demo-';

/** The grant in the template. The identity key alone is used by functions themselves, and not by DynamoDB in their name. */
export function grantOf(grants: Grants, { of, action, on }: Omit<Withheld, 'scene'>): Grant {
  const ofFunction = grants.granted().filter(({ functionName }) => functionName === `${stage}${of}`);
  const isThroughTables = (resource: string): boolean =>
    ofFunction.some((each) => each.action === 'kms:DescribeKey' && each.resource === resource);
  const found = ofFunction.find(
    (grant) =>
      grant.action === action &&
      (on === 'the identity key'
        ? !isThroughTables(grant.resource)
        : grant.resource
            .replace(stage, '')
            .replace(/(:secret:\w+)-.*$/, '$1')
            .endsWith(on)),
  );
  if (found === undefined) throw new Error(`No role grants ${of} ${action} on ${on}.`);
  return found;
}
