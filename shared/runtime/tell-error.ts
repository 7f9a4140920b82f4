/** What may be said of an error: never its message, which may quote what somebody typed. */
export interface ToldError {
  readonly errorName: string;
  /** Where in our own code, as `shared/store/commit.ts:12:5`, or `index.mjs:3:999` in a bundle. */
  readonly errorAt?: string;
}

const plainName = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const frame = /^ {4}at (?:.* \()?(?:file:\/\/)?(\/[^()]+?):(\d+):(\d+)\)?$/;
const room = /(?:^|\/)((?:events|shared|functions)\/[\w./-]+)$/;
const file = /([\w.-]+\.m?[jt]sx?)$/;

/** The stack without its heading, which repeats the message; undefined when the two cannot be told apart. */
function framesOf({ message, stack = '' }: Error): readonly string[] | undefined {
  if (!stack.includes(message)) return undefined;
  const rest = stack.slice(stack.indexOf(message) + message.length);
  return rest.startsWith('\n    at ') ? rest.slice(1).split('\n') : undefined;
}

function ownLocation(line: string): string | undefined {
  const [, path, row, column] = frame.exec(line) ?? [];
  if (path === undefined || path.includes('/node_modules/')) return undefined;
  const place = (room.exec(path) ?? file.exec(path))?.[1];
  return place === undefined ? undefined : `${place}:${row}:${column}`;
}

/** Reduces anything thrown to its name and the first place of our own code on its stack. */
export function tellError(thrown: unknown): ToldError {
  if (!(thrown instanceof Error)) return { errorName: 'NotAnError' };
  const errorName = plainName.test(thrown.name) ? thrown.name : 'Error';
  const errorAt = framesOf(thrown)
    ?.map(ownLocation)
    .find((place) => place !== undefined);
  return errorAt === undefined ? { errorName } : { errorName, errorAt };
}
