import type { EmailId } from '../../events/values.ts';
import { create } from '../../shared/domain/decision.ts';
import { type EmailTemplate, emailIdOf } from '../../shared/domain/email.ts';
import { requestEmail } from '../../shared/domain/send-mail.ts';
import { allocation, assessment, place, referral, search, therapist } from './case-samples.ts';
import { hold, lot } from './money-samples.ts';
import { idOf } from './sample-ids.ts';
import type { SmallOffice } from './small-office.ts';

/** Who they are: marked, so that a test can look for it where it must not be. */
export const client = {
  name: 'Marked Client',
  'preferred-name': 'Marky',
  phone: '07700 900982',
  email: 'marked.client@example.org',
  address: '1 Marked Street',
  postcode: 'CF10 9ZZ',
};
export const helper = { name: 'Terry Therapist', email: 'terry@example.org' };

/** What a test wants otherwise of the case, by the record it is in. */
export interface CaseBut {
  readonly referral?: object;
  readonly allocation?: object;
  readonly search?: object;
  readonly therapist?: object;
}

/** Puts into the office a case that is offered to a therapist, with both persons in the vault. */
export async function putOfferedCase(office: SmallOffice, but: CaseBut = {}): Promise<void> {
  const records = [
    referral(but.referral),
    assessment(),
    place('approved'),
    search(but.search),
    allocation(but.allocation),
    therapist(but.therapist),
    hold(),
    lot(1, 30_000),
    lot(2, 40_000),
  ];
  const identities = await Promise.all([
    office.deps.sealer.seal(idOf.person(1), 'client', client, office.deps.now()),
    office.deps.sealer.seal(idOf.person(101), 'therapist', helper, office.deps.now()),
  ]);
  await office.putNew(...records);
  await office.put(
    ...identities.flatMap(({ identity, key }) => [
      create('identity', identity.personId, identity),
      create('identity-key', key.personId, key),
    ]),
  );
}

/** Asks for a mail as a decision would; answers its id. */
export async function askForMail(
  office: SmallOffice,
  template: EmailTemplate,
  about = `allocation/${idOf.allocation(1)}`,
  detail?: string,
): Promise<EmailId> {
  const to = template.startsWith('client') ? idOf.person(1) : idOf.person(101);
  await office.put(requestEmail(template, to, about, office.deps.now(), detail).change);
  return emailIdOf(template, about, detail);
}
