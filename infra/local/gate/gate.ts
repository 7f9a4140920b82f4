import * as z from 'zod';
import { accessKeyIn, createCallerOf, RUNNER_CREDENTIALS } from '../functions/credentials.ts';
import type { Tell } from '../functions/function-log.ts';
import type { Statement } from '../template/known/roles.ts';
import { evaluate, type Permission, type Verdict, without } from './evaluate.ts';

/** A function with its role of the template. */
export type RoleOfFunction = { functionName: string; roleName: string; statements: Statement[] };

/** That a function may do something, or has done it. */
export type Grant = { functionName: string; action: string; resource: string };

/** Why a call does not pass. */
export type Refusal = { reason: 'access denied' | 'unknown caller' | 'unreadable'; message: string };

export type Gate = {
  /** Whether the caller who signed may do what is needed; what that is, is only read where it matters. */
  check: (authorization: string | undefined, needed: () => Permission[]) => Refusal | undefined;
  /** Everything that the roles allow. */
  granted: () => Grant[];
  /** Everything that functions have done since the start. */
  used: () => Grant[];
  /** What was denied since the start, in AWS's words. */
  denied: () => string[];
  /**
   * Takes a grant out of a role while the stack runs, as though the template did not have it. What comes back puts it in
   * again. Throws at a grant that the template does not have.
   */
  withhold: (grant: Grant) => () => void;
};

const because = (action: string, verdict: Exclude<Verdict, 'allowed'>): string =>
  verdict === 'denied'
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;

const wordsOf = (error: unknown): string =>
  error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);

/**
 * Knows which function is calling by the key that it signed with, and lets pass only what the function's role in the
 * template allows: a missing grant fails here, as it would in AWS.
 */
export const createGate = (roles: readonly RoleOfFunction[], account: string, tell: Tell): Gate => {
  const callerOf = createCallerOf(roles.map(({ functionName }) => functionName));
  const roleOf = new Map(roles.map((role) => [role.functionName, role]));
  const used = new Map<string, Grant>();
  const passing = new Set<string>();
  const withheld = new Set<Grant>();
  const denied = new Set<string>();

  const ask = ({ functionName, roleName, statements }: RoleOfFunction, permission: Permission): Refusal | undefined => {
    const { action, resource, viaService = '' } = permission;
    const use = [functionName, action, resource, viaService].join(' ');
    // What passed once passes again, until a role changes.
    if (passing.has(use)) return undefined;
    const kept = [...withheld]
      .filter((grant) => grant.functionName === functionName)
      .reduce((left, grant) => without(left, grant), statements);
    const verdict = evaluate(kept, permission);
    if (verdict === 'allowed') {
      passing.add(use);
      used.set(use, { functionName, action, resource });
      return undefined;
    }
    const user = `arn:aws:sts::${account}:assumed-role/${roleName}/${functionName}`;
    const message = `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because(action, verdict)}`;
    denied.add(message);
    tell(`${functionName}: AccessDenied: ${message}`);
    return { reason: 'access denied', message };
  };

  const check: Gate['check'] = (authorization, needed) => {
    const key = accessKeyIn(authorization);
    if (key === RUNNER_CREDENTIALS.accessKeyId) return undefined;
    const role = roleOf.get(callerOf(key) ?? '');
    if (role === undefined) {
      return { reason: 'unknown caller', message: 'The security token included in the request is invalid.' };
    }
    try {
      for (const permission of needed()) {
        const refusal = ask(role, permission);
        if (refusal !== undefined) return refusal;
      }
      return undefined;
    } catch (error) {
      return { reason: 'unreadable', message: wordsOf(error) };
    }
  };

  const granted = (): Grant[] =>
    roles.flatMap(({ functionName, statements }) =>
      statements
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap(({ Action, Resource }) =>
          Action.flatMap((action) => Resource.map((resource) => ({ functionName, action, resource }))),
        ),
    );

  return {
    check,
    granted,
    used: () => [...used.values()],
    denied: () => [...denied],
    withhold: (grant) => {
      const { functionName, action, resource } = grant;
      const isGranted = granted().some(
        (each) => each.functionName === functionName && each.action === action && each.resource === resource,
      );
      if (!isGranted) throw new Error(`No role grants ${functionName} ${action} on ${resource}.`);
      withheld.add(grant);
      passing.clear();
      return () => {
        withheld.delete(grant);
      };
    },
  };
};
