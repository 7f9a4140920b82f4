import { startStack } from './stack.ts';
import type { LocalStack, StackOptions } from './stack-types.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const introduce = ({ urls }: LocalStack): void => {
  say('');
  say(`  For everybody         ${urls.site}`);
  say(`  For staff             ${urls.console}`);
  say(`  For therapists        ${urls.portal}`);
  say(`  Mail that was sent    ${urls.mailbox}`);
  say('');
  say('  Functions log to .local/logs. Stop with Ctrl-C.');
  say('');
  say(JSON.stringify({ ready: true, ...urls }));
};

/**
 * Runs a stack as a program: says what a person needs, then one JSON line for scripts, and goes on until it is told
 * to stop (exit code 0) or an emulator stops by itself (1). What cannot be started is told on stderr (1).
 */
export const runStack = async (options: Omit<StackOptions, 'log' | 'failed'>): Promise<void> => {
  // Lambda runs in this time zone; a function that forgets to say which it means must not work here only.
  process.env.TZ = 'UTC';
  let stack: LocalStack | undefined;
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stack?.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  try {
    stack = await startStack({ ...options, log: say, failed: () => stop(1) });
    introduce(stack);
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
};
