import { catalogue, type FactType } from '../../events/catalogue.ts';
import type { FunctionName } from '../functions.ts';
import type { CodeGraph, Declared } from './code-graph.ts';

/** A command that something outside calls: it decides and commits. */
export interface Command {
  readonly name: string;
  /** The facts its decisions may state, in the catalogue's order. */
  readonly states: readonly FactType[];
}

/** What one function does when it is called. */
export interface Flow {
  readonly name: FunctionName;
  readonly commands: readonly Command[];
  /** Facts it sends to a queue itself, beside the audit trail: wake-ups, whose receiver reads the truth. */
  readonly wakesWith: readonly FactType[];
}

// Object.keys forgets that these keys are the types.
const factTypes = Object.keys(catalogue) as FactType[];

const inFolder = (folder: string, { file }: Declared): boolean => file.startsWith(`${folder}/`);

const factsIn = (declared: readonly Declared[]): readonly FactType[] =>
  factTypes.filter((type) => declared.some(({ texts }) => texts.has(type)));

/** What a function calls and states, as its code says; `functions/<name>` and all that it reaches. */
export function flowOf(graph: CodeGraph, name: FunctionName): Flow {
  const own = graph.declared.filter((each) => inFolder(`functions/${name}`, each));
  const outside = graph.reachedFrom(own).filter((each) => !inFolder('shared/commands', each));
  const called = new Set(outside.flatMap(({ refersTo }) => [...refersTo]));
  const commands = graph.declared
    .filter((each) => inFolder('shared/commands', each) && each.exported && called.has(each.id))
    .flatMap((command) => {
      const reached = graph.reachedFrom([command]);
      if (!reached.some(({ calls }) => calls.has('commit'))) return [];
      return [{ name: command.name, states: factsIn(reached.filter((each) => inFolder('shared/domain', each))) }];
    });
  const wakes = graph.reachedFrom(own).filter((each) => inFolder('shared/compose', each));
  return { name, commands: commands.toSorted((a, b) => (a.name < b.name ? -1 : 1)), wakesWith: factsIn(wakes) };
}
