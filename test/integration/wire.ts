import type { Outside } from '../../infra/local/stack-types.ts';
import { startUnluckyProxy, type UnluckyProxy } from '../simulation/soak/unlucky-proxy.ts';

/** What a function said to something that is none of us: to the database, a queue, the mail service, the payment provider. */
export interface Said {
  readonly to: keyof Outside;
  /** Headers and body as they went over the wire. */
  readonly text: string;
}

export interface Wire {
  /** For the stack: puts an ear before everything that functions call. */
  readonly between: (places: Outside) => Promise<Outside>;
  readonly said: readonly Said[];
  close(): void;
}

/** An ear on all that functions say to the outside. It changes nothing. */
export function listenOnWire(): Wire {
  const said: Said[] = [];
  const ears: UnluckyProxy[] = [];
  const listen = async (to: keyof Outside, place: string): Promise<string> => {
    const ear = await startUnluckyProxy(place, {
      fateOf: ({ headers, body }) => {
        said.push({ to, text: `${JSON.stringify(headers)}\n${body.toString('utf8')}` });
        return undefined;
      },
    });
    ears.push(ear);
    return ear.url;
  };
  return {
    said,
    between: async ({ database, queues, mailbox, payments }) => ({
      database: await listen('database', database),
      queues: await listen('queues', queues),
      mailbox: await listen('mailbox', mailbox),
      payments: payments === undefined ? undefined : await listen('payments', payments),
    }),
    close: () => {
      for (const ear of ears) ear.close();
    },
  };
}
