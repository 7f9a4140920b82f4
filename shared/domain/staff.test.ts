import { expect, test } from 'vitest';
import { StaffMember } from './staff.ts';

const cora = { id: 'cora', name: 'Cora Coordinator', roles: ['coordinator', 'assessor'] };

test('a member of staff has an id and at least one role, and nothing that the office does not know', () => {
  expect(StaffMember.parse(cora)).toEqual(cora);
  expect(StaffMember.parse({ ...cora, name: '' }).name).toBe('');
  for (const but of [{ id: '' }, { roles: [] }, { roles: ['client of ours'] }, { groups: ['staff'] }]) {
    expect(StaffMember.safeParse({ ...cora, ...but }).success).toBe(false);
  }
});
