export type Flags = { fresh: boolean; demo: boolean; port: number };

export const HELP = `Runs Sponsored Places on this machine:  npm start [-- FLAGS]

  --fresh      start empty: forget everything kept in .local
  --no-demo    when it starts empty, leave it so. Otherwise it is filled with a demonstration: what a made-up charity did
               in eighteen months. The people to sign in as are always there
  --port N     where the site listens (4000); mailbox, payments, sign-in, database and queues take the ports after it
               when they are free
  --help       show this

It keeps its data in .local and stops on Ctrl-C.`;

/** Reads the command line; `help` when that is all that was asked. Throws, in words for the person who typed it. */
export const readFlags = (given: string[]): Flags | 'help' => {
  const flags: Flags = { fresh: false, demo: true, port: 4000 };
  const rest = given.values();
  for (const flag of rest) {
    const [name, attached] = flag.split('=');
    if (name === '--help') return 'help';
    if (name === '--fresh') flags.fresh = true;
    else if (name === '--no-demo') flags.demo = false;
    else if (name === '--port') flags.port = readPort(attached ?? rest.next().value);
    else throw new Error(`"${flag}" is not a flag that npm start knows.\n\n${HELP}`);
  }
  return flags;
};

const readPort = (given: string | undefined): number => {
  const port = Number(given);
  if (given !== undefined && Number.isInteger(port) && port > 0 && port < 65_531) return port;
  throw new Error(
    `--port needs a number between 1 and 65530, and got ${given === undefined ? 'nothing' : `"${given}"`}.`,
  );
};
