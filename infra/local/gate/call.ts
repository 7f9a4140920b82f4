import type { Permission } from './evaluate.ts';

/** Where the resources that a call names stand. */
export type Place = { region: string; account: string };

/** A request to a service, as it came. */
export type Call = {
  /** `TransactWriteItems`, `SendMessageBatch`; '' where the protocol names it elsewhere. */
  operation: string;
  body: Buffer;
};

/** What a call needs, each permission once. Throws at what it cannot read: that must not pass. */
export type ReadCall = (call: Call) => Permission[];
