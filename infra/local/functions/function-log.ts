import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as z from 'zod';

/** Tells the person at the console one line. */
export type Tell = (line: string) => void;

export type FunctionLog = {
  write: (line: string) => void;
  /** Keeps all that an instance prints; a line that a structured logger marks as an error is told on the console. */
  follow: (output: Readable) => void;
};

const logged = z.object({ level: z.enum(['ERROR', 'CRITICAL']), message: z.string() });

const errorIn = (line: string): string | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    return logged.safeParse(JSON.parse(line)).data?.message;
  } catch {
    return undefined;
  }
};

/** Opens the log file of one function. */
export const openFunctionLog = (file: string, functionName: string, tell: Tell): FunctionLog => {
  const log = createWriteStream(file, { flags: 'a' });
  const write = (line: string) => {
    log.write(`${line}\n`);
  };
  return {
    write,
    follow: (output) => {
      createInterface({ input: output }).on('line', (line) => {
        write(line);
        const error = errorIn(line);
        if (error !== undefined) tell(`${functionName}: ${error}`);
      });
    },
  };
};
