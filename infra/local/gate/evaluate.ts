import type { Statement } from '../template/known/roles.ts';

/** An action on one resource, as AWS asks an identity's policies about it. */
export type Permission = {
  action: string;
  resource: string;
  /** The service that asks in its caller's name, such as `dynamodb.eu-west-2.amazonaws.com` for a table's key. */
  viaService?: string;
};

export type Verdict = 'allowed' | 'denied' | 'not allowed';

const literally = (text: string): string => text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');

/** A pattern of a policy: `*` stands for any characters, `?` for one. */
const matches = (pattern: string, text: string, flags: '' | 'i'): boolean => {
  if (!/[*?]/.test(pattern)) return flags === '' ? pattern === text : pattern.toLowerCase() === text.toLowerCase();
  return new RegExp(`^${literally(pattern).replaceAll('*', '.*').replaceAll('?', '.')}$`, `s${flags}`).test(text);
};

const covers = ({ Action, Resource, Condition }: Statement, { action, resource, viaService }: Permission): boolean => {
  const services = Condition?.StringEquals['kms:ViaService'];
  // Without the service in between the condition has nothing to compare with, and does not hold.
  if (services !== undefined && (viaService === undefined || !services.includes(viaService))) return false;
  // Case counts in the names of resources, and not in those of actions.
  return (
    Action.some((pattern) => matches(pattern, action, 'i')) &&
    Resource.some((pattern) => matches(pattern, resource, ''))
  );
};

/**
 * What an identity's statements say to a permission, as AWS evaluates them: one that denies beats all that allow, and what
 * none allows is not allowed.
 */
export const evaluate = (statements: readonly Statement[], permission: Permission): Verdict => {
  const about = statements.filter((statement) => covers(statement, permission));
  if (about.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return about.length > 0 ? 'allowed' : 'not allowed';
};

/** What is left of an identity's statements when one action on one resource is taken out; what stands beside it stays. */
export const without = (
  statements: readonly Statement[],
  { action, resource }: Pick<Permission, 'action' | 'resource'>,
): Statement[] =>
  statements
    .flatMap((statement) => {
      const { Effect, Action, Resource } = statement;
      if (Effect === 'Deny' || !Action.includes(action) || !Resource.includes(resource)) return [statement];
      return [
        { ...statement, Action: Action.filter((each) => each !== action) },
        { ...statement, Action: [action], Resource: Resource.filter((each) => each !== resource) },
      ];
    })
    .filter(({ Action, Resource }) => Action.length > 0 && Resource.length > 0);
