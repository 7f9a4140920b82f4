import type { PersonId } from '../../events/values.ts';
import { IdentityField, type PersonRole } from '../domain/identity.ts';
import type { SealBinding } from './sealed-text.ts';

/** What the key service must be told again to unwrap: a wrapped key serves one person in one role. */
export const keyContext = (personId: PersonId, role: PersonRole): Record<string, string> => ({ personId, role });

/** Where one field of one person in one role belongs; `v` tells a later scheme from this one. */
export const fieldBinding = (personId: PersonId, role: PersonRole, field: IdentityField): SealBinding => ({
  v: 1,
  record: personId,
  role,
  field,
});

/** Those of the wanted fields that are there. */
export const presentFields = (
  fields: Readonly<Partial<Record<IdentityField, string>>>,
  wanted: readonly IdentityField[] = IdentityField.options,
): (readonly [IdentityField, string])[] =>
  wanted.flatMap((field) => {
    const text = fields[field];
    return text === undefined ? [] : [[field, text] as const];
  });
