import { describe, expect, it } from 'vitest';
import { Role } from '../../events/values.ts';
import { refusalOf } from '../../test/support/small-office.ts';
import { IdentityField } from './identity.ts';
import { type Purpose, purposes, release } from './release.ts';

const allPurposes = Object.keys(purposes) as Purpose[];

const rolesFor = (purpose: Purpose): Role[] =>
  Role.options.filter((role) => release({ id: 'somebody', roles: [role] }, purpose).ok);

const fieldsFor = (role: Role): ReadonlySet<IdentityField> =>
  new Set(
    allPurposes.flatMap((purpose) => {
      const fields = release({ id: 'somebody', roles: [role] }, purpose);
      return fields.ok ? fields.value : [];
    }),
  );

describe('what of somebody’s identity is released', () => {
  it('ASVS 8.2.3 goes to the roles that take the step, and to no others', () => {
    expect(Object.fromEntries(allPurposes.map((purpose) => [purpose, rolesFor(purpose)]))).toEqual({
      'call-client': ['assessor', 'coordinator', 'coordinator-deputy'],
      'call-referrer': ['assessor', 'coordinator', 'coordinator-deputy'],
      'arrange-therapist': ['coordinator', 'coordinator-deputy'],
      'begin-therapy': ['therapist'],
      'send-mail': ['system'],
      'thank-donor': ['finance-maker', 'finance-checker', 'system'],
      safeguarding: ['safeguarding-lead', 'safeguarding-deputy'],
    });
  });

  it('is refused to everybody else in so many words', () => {
    expect(refusalOf(release({ id: 'tom', roles: ['trustee'] }, 'call-client'))).toEqual({
      code: 'not-allowed',
      passed: false,
    });
    expect(refusalOf(release({ id: 'nobody', roles: [] }, 'call-client'))).toMatchObject({ code: 'not-allowed' });
  });

  it('is nothing at all for clients, referrers, donors and trustees', () => {
    for (const role of ['client', 'referrer', 'donor', 'trustee'] as const) expect([...fieldsFor(role)]).toEqual([]);
  });

  it('ASVS 8.2.3, 15.3.1 never includes an address, which no step needs yet; a postcode is for safeguarding alone', () => {
    const rolesThatSee = (field: IdentityField) => Role.options.filter((role) => fieldsFor(role).has(field));
    expect(rolesThatSee('address')).toEqual([]);
    expect(rolesThatSee('postcode')).toEqual(['safeguarding-lead', 'safeguarding-deputy']);
    expect(IdentityField.options).toContain('address');
  });
});
