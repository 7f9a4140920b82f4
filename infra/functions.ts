/** Every function: a folder of that name under `functions/` whose `handler.ts` exports `handler`. */
export const functionNames = [
  'web-public',
  'web-console',
  'web-finance',
  'web-oversight',
  'web-sign-in',
  'web-portal',
  'receive-payment-event',
  'relay-facts',
  'handle-referral',
  'handle-assessment',
  'handle-donation',
  'allocate-places',
  'make-offers',
  'send-mail',
  'receive-mail-report',
  'sweep-deadlines',
  'audit-ledger',
  'settle-payments',
  'keep-retention',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** The functions that answer with pages, and so carry the stylesheet and script beside their code. */
export const pageFunctions: readonly FunctionName[] = [
  'web-public',
  'web-console',
  'web-finance',
  'web-oversight',
  'web-sign-in',
  'web-portal',
];
