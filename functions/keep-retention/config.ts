import { type Configuration, name, type Variables } from '../../shared/runtime/config.ts';

/** What erasing needs. */
export const Config = {
  CASES_TABLE: name,
  /** Gifts are read, for when they came; none is changed. */
  MONEY_TABLE: name,
  IDENTITIES_TABLE: name,
  IDENTITY_KEYS_TABLE: name,
  AUDIT_TABLE: name,
} as const satisfies Variables;
export type Config = Configuration<typeof Config>;
