import * as z from 'zod';
import { Instant, PersonId } from '../../events/values.ts';

/** The classes of what the vault keeps about a person. Who may see which, and when, is decided by `release`. */
export const IdentityField = z.enum([
  'name',
  'email',
  'phone',
  'address',
  'postcode',
  'organisation',
  'preferred-name',
]);
export type IdentityField = z.infer<typeof IdentityField>;

/** A person's fields in clear, as somebody typed them. Lives only in memory, between a form and the vault. */
export type IdentityFields = Partial<Record<IdentityField, string>>;

export const PersonRole = z.enum(['client', 'referrer', 'donor', 'therapist']);
export type PersonRole = z.infer<typeof PersonRole>;

/** One person in one role, sealed: each field a JWE (A256GCM, `dir`) whose header binds the record and the field. */
export const Identity = z.lazy(() =>
  z.strictObject({
    personId: PersonId,
    role: PersonRole,
    sealedAt: Instant,
    fields: z.partialRecord(IdentityField, z.string()),
  }),
);
export type Identity = z.infer<typeof Identity>;

/** The person's data key, wrapped by the key service. Destroying it erases the person. */
export const IdentityKey = z.lazy(() => z.strictObject({ personId: PersonId, wrapped: z.string(), madeAt: Instant }));
export type IdentityKey = z.infer<typeof IdentityKey>;
