import type { Role } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import type { IdentityField } from './identity.ts';
import { type Outcome, refuse } from './outcome.ts';

/** The steps at which somebody's identity may be read, and what each one needs: release, don't share. */
export const purposes = {
  'call-client': {
    by: ['assessor', 'coordinator', 'coordinator-deputy'],
    fields: ['name', 'preferred-name', 'phone', 'email'],
  },
  'call-referrer': {
    by: ['assessor', 'coordinator', 'coordinator-deputy'],
    fields: ['name', 'organisation', 'phone', 'email'],
  },
  'arrange-therapist': { by: ['coordinator', 'coordinator-deputy'], fields: ['name', 'phone', 'email'] },
  'begin-therapy': { by: ['therapist'], fields: ['name', 'preferred-name', 'phone', 'email'] },
  'send-mail': { by: ['system'], fields: ['name', 'email'] },
  'thank-donor': { by: ['finance-maker', 'finance-checker', 'system'], fields: ['name', 'email'] },
  safeguarding: {
    by: ['safeguarding-lead', 'safeguarding-deputy'],
    fields: ['name', 'preferred-name', 'organisation', 'phone', 'email', 'postcode'],
  },
} as const satisfies Record<string, { by: readonly Role[]; fields: readonly IdentityField[] }>;

export type Purpose = keyof typeof purposes;

/** The fields that this actor may read for this purpose, or `not-allowed`. */
export function release(actor: Actor, purpose: Purpose): Outcome<readonly IdentityField[]> {
  const { by, fields } = purposes[purpose];
  return by.some((role) => actor.roles.includes(role))
    ? { ok: true, value: fields }
    : refuse('not-allowed', `${purpose} is for: ${by.join(', ')}`);
}
