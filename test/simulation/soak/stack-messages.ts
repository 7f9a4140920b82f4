import * as z from 'zod';

/** What the soak tells the stack that it kills. */
export const Order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('calm'), number: z.int() }),
  z.object({ do: z.literal('schedule'), number: z.int(), name: z.string() }),
  z.object({ do: z.literal('cut'), number: z.int() }),
  z.object({ do: z.literal('redeliver'), number: z.int() }),
  z.object({ do: z.literal('rest'), number: z.int() }),
  z.object({ do: z.literal('stop'), number: z.int() }),
]);
export type Order = z.infer<typeof Order>;

/** Where the stack answers; to the emulators themselves, past all bad luck. */
const Urls = z.object({
  site: z.string(),
  mailbox: z.string(),
  payments: z.string(),
  data: z.string(),
  queues: z.string(),
  keysAndSecrets: z.string(),
});

/** What the stack tells the soak. */
export const Report = z.union([
  z.object({ ready: Urls }),
  /** Where functions reach the database: by way of bad luck. */
  z.object({ unlucky: z.string() }),
  z.object({ injected: z.string() }),
  /** The Message-ID of a mail that the mail service took. */
  z.object({ mailed: z.string() }),
  /** The function an instance of which was ended in the middle of its work. */
  z.object({ cut: z.string() }),
  z.object({ done: z.int(), failed: z.string().optional() }),
]);
export type Report = z.infer<typeof Report>;
