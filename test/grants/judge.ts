import { evaluate } from '../../infra/local/gate/evaluate.ts';
import type { Use } from './note-use.ts';
import type { Gathered } from './record.ts';
import type { Reviewed } from './reviewed.ts';

/** A grant, or the use of one, in words that are the same wherever a stack runs: `table/visits`, `referral-dead-letters`. */
interface Named {
  readonly of: string;
  readonly action: string;
  readonly on: string;
}

export interface Verdict {
  readonly granted: number;
  readonly used: number;
  /** Unused, and called by AWS as the template wires it: that a mapping reads its queue, say. */
  readonly byAws: number;
  /** Unused, and on the list. */
  readonly reviewed: number;
  /** What is wrong, each in a sentence. */
  readonly faults: readonly string[];
}

const stage = 'sponsored-places-demo-';
const keyOf = 'the key of ';

const spell = ({ of, action, on }: Named): string => `${of}: ${action} on ${on}`;

const shortly = (arn: string): string => arn.replace(/^arn:aws:\w+:[^:]*:\d*:/, '').replace(stage, '');

/** The keys of tables, which the template knows by numbers alone, by the tables that are under them. */
function namesOfKeys(stacks: Gathered['stacks']): ReadonlyMap<string, string> {
  const pairs = stacks.flatMap(({ tableKeys }) => tableKeys);
  const tablesOf = (key: string): string[] =>
    pairs.filter(([, each]) => each === key).map(([table]) => shortly(table).replace('table/', ''));
  return new Map(pairs.map(([, key]) => [key, `${keyOf}${[...new Set(tablesOf(key))].toSorted().join(', ')}`]));
}

const isOf = (key: string, table: string): boolean => key.slice(keyOf.length).split(', ').includes(table);

/** Whoever uses a table has DynamoDB open it in their name. */
function throughKeys(uses: readonly Use[], keys: ReadonlyMap<string, string>): readonly Named[] {
  return uses.flatMap(({ of, on }) => {
    const [, table = ''] = /^table\/([^/]+)/.exec(on) ?? [];
    return [...keys.values()].filter((key) => isOf(key, table)).map((key) => ({ of, action: 'kms:Decrypt', on: key }));
  });
}

/** A role's pattern may stand for more than one resource. */
const covers = (granted: Named, used: Named): boolean =>
  granted.of === used.of &&
  evaluate([{ Effect: 'Allow', Action: [granted.action], Resource: [granted.on] }], {
    action: used.action,
    resource: used.on,
  }) === 'allowed';

/** The same grant or use from several stacks or processes is one. */
class Grants {
  readonly all: readonly Named[];

  constructor(named: readonly Named[]) {
    this.all = [...new Map(named.map((each) => [spell(each), each])).values()];
  }

  isUseOf = (granted: Named): boolean => this.all.some((used) => covers(granted, used));

  allows = (used: Named): boolean => this.all.some((granted) => covers(granted, used));
}

/** A line of the list, one test for each grant that it names. */
const each = ({ of, actions, on }: Reviewed): readonly { name: Named; fits: (grant: Named) => boolean }[] =>
  (of === 'every function' ? [of] : of).flatMap((holder) =>
    actions.flatMap((action) =>
      (on === 'the keys of tables' ? [on] : on).map((about) => ({
        name: { of: holder, action, on: about },
        fits: (grant: Named) =>
          (holder === 'every function' || grant.of === holder) &&
          grant.action === action &&
          (about === 'the keys of tables' ? grant.on.startsWith(keyOf) : grant.on === about),
      })),
    ),
  );

/**
 * Holds what the roles grant against what functions did in a run of the whole suite. The two must be equal, but for what AWS
 * itself calls: as the template tells, or as the list says. The list is held against the truth as well. What chance brought
 * about must be allowed too, and is no use of a grant: tomorrow it may not come.
 */
export function judgeGrants({ stacks, uses, byChance }: Gathered, list: readonly Reviewed[]): Verdict {
  const keys = namesOfKeys(stacks);
  const name = (grant: { functionName: string; action: string; resource: string }): Named => ({
    of: grant.functionName.replace(stage, ''),
    action: grant.action,
    on: keys.get(grant.resource) ?? shortly(grant.resource),
  });
  const granted = new Grants(stacks.flatMap((stack) => stack.granted.map(name)));
  const used = new Grants([...stacks.flatMap((stack) => stack.used.map(name)), ...uses, ...throughKeys(uses, keys)]);
  const done = new Grants([...used.all, ...byChance, ...throughKeys(byChance, keys)]);
  const calls = stacks.flatMap(({ calledByAws }) => calledByAws);
  const byAws = new Grants(calls.map(({ functionName, permission }) => name({ ...permission, functionName })));

  const unused = granted.all.filter((grant) => !used.isUseOf(grant));
  const unexplained = unused.filter((grant) => !byAws.isUseOf(grant));
  const lines = list.flatMap(each);
  const unnamed = unexplained.filter((grant) => !lines.some(({ fits }) => fits(grant)));
  return {
    granted: granted.all.length,
    used: granted.all.length - unused.length,
    byAws: unused.length - unexplained.length,
    reviewed: unexplained.length - unnamed.length,
    faults: [
      ...done.all
        .filter((use) => !granted.allows(use))
        .map((use) => `${spell(use)} is used and not granted: in AWS it fails.`),
      ...unnamed.map((grant) => `${spell(grant)} is granted and used by no test.`),
      ...lines
        .filter(({ fits }) => !unexplained.some(fits))
        .map((line) => `${spell(line.name)} is on the list, and no grant needs it there: it is used, or not granted.`),
      ...lines.flatMap(({ fits }) =>
        granted.all
          .filter((grant) => fits(grant) && !unexplained.includes(grant) && unexplained.some(fits))
          .map((grant) => `${spell(grant)} is on the list as used by no test, and is used.`),
      ),
    ],
  };
}
