import type { RoleOfFunction } from '../gate/gate.ts';
import { FUNCTION } from './known/functions.ts';
import { ROLE, type Statement } from './known/roles.ts';
import { SCHEDULE } from './known/schedules.ts';
import { GLOBAL_TABLE } from './known/tables.ts';
import type { Template } from './template.ts';

type RoleOfSchedule = { scheduleName: string; targetArn: string; statements: Statement[] };

const readRole = (template: Template, roleArn: string, holder: string): { name: string; statements: Statement[] } => {
  const role = template.every(ROLE).find(({ attribute }) => attribute('Arn') === roleArn);
  if (role === undefined) throw new Error(`${holder} has a role that no stack has: ${roleArn}.`);
  const { Policies } = role.properties;
  return { name: role.name, statements: Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) };
};

/** The functions, each with what its role says. */
export const readRolesOfFunctions = (template: Template): RoleOfFunction[] =>
  template.every(FUNCTION).map(({ name: functionName, properties }) => {
    const { name: roleName, statements } = readRole(template, properties.Role, functionName);
    return { functionName, roleName, statements };
  });

/** The schedules, each with what it calls and what its role says. */
export const readRolesOfSchedules = (template: Template): RoleOfSchedule[] =>
  template.every(SCHEDULE).map(({ name: scheduleName, properties: { Target } }) => ({
    scheduleName,
    targetArn: Target.Arn,
    statements: readRole(template, Target.RoleArn, scheduleName).statements,
  }));

/** The log of each function, by its name. */
export const readLogs = (template: Template): Map<string, string> =>
  new Map(
    template
      .every(FUNCTION)
      .map(({ name, properties }) => [name, properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`]),
  );

/** The key that each table is encrypted with, by the ARNs of both; those without are under a key of AWS’s own. */
export const readTableKeys = (template: Template): Map<string, string> =>
  new Map(
    template
      .every(GLOBAL_TABLE)
      .flatMap(({ attribute, properties }) =>
        properties.Replicas.flatMap(({ SSESpecification }): [string, string][] =>
          SSESpecification === undefined ? [] : [[attribute('Arn'), SSESpecification.KMSMasterKeyId]],
        ),
      ),
  );
