import type { StackOptions } from './stack-types.ts';

/** What was to fill an empty stack failed half way. */
export class PreparationFailed extends Error {}

/** Fills an empty stack; whatever goes wrong in that is no failure of the stack itself. */
export const prepare = async (options: StackOptions, environment: Record<string, string>): Promise<void> => {
  try {
    await options.prepare?.(environment);
  } catch (cause) {
    throw new PreparationFailed(cause instanceof Error ? cause.message : String(cause), { cause });
  }
};

/** Synthesises once, however often it is asked: a stack that starts again runs the same template. */
export const synthesisedOnce = (assembly: StackOptions['assembly']): StackOptions['assembly'] => {
  if (typeof assembly === 'string') return assembly;
  let made: Promise<string> | undefined;
  return () => {
    made ??= assembly();
    return made;
  };
};
