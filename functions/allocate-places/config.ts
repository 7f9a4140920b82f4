import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What the allocator needs. */
export const Config = {
  CASES_TABLE: name,
  MONEY_TABLE: name,
  AUDIT_TABLE: name,
  DEAD_LETTER_QUEUE_URL: name,
  ALLOCATION_QUEUE_URL: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
