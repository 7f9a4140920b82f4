/** Somebody who can sign in for a demonstration. The groups are those of the staff directory. */
export interface DemoPerson {
  /** Stable, so that what a person did yesterday is still theirs after a fresh start of the sign-in. */
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
}

const person = (number: number, name: string, ...groups: string[]): DemoPerson => ({
  sub: `5a0b1c00-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
  groups,
});

export const demoPeople: readonly DemoPerson[] = [
  person(1, 'Asha Assessor', 'assessor'),
  person(2, 'Ben Assessor', 'assessor'),
  person(3, 'Cora Coordinator', 'coordinator'),
  person(4, 'Dev Deputy', 'coordinator-deputy'),
  person(5, 'Fay Finance', 'finance-maker'),
  person(6, 'Femi Finance', 'finance-checker'),
  person(7, 'Sol Safeguarding', 'safeguarding-lead'),
  person(8, 'Sam Deputy-Safeguarding', 'safeguarding-deputy'),
  person(9, 'Tess Trustee', 'trustee'),
  person(10, 'Alex Both', 'assessor', 'coordinator'),
];
