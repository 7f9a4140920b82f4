import * as z from 'zod';
import type { GiftForm } from '../../shared/commands/give.ts';
import type { IdentityFields } from '../../shared/domain/identity.ts';
import { emailField, lineField, tickField } from '../../shared/web/form-fields.ts';
import { type FormFields, type ParsedForm, parseForm } from '../../shared/web/forms.ts';

/** Who gives, and whether tax may be claimed back on it. */
export type Giver = Pick<GiftForm, 'donor' | 'giftAid'>;

const donorEmailField = () =>
  emailField({
    missing: 'Enter your email address, for the receipt',
    wrong: 'Enter an email address like name@example.org',
  });

const nameField = () => lineField({ missing: 'Enter your name', max: 70 });

/** HMRC wants a first name or initial, and a last name. */
const fullNameField = () =>
  lineField({ missing: 'Enter your first name or initial, and your last name', max: 70 }).refine(
    (given) => given.includes(' '),
    'Enter your first name or initial, and your last name. Gift Aid needs both',
  );

/** HMRC's schedule has room for forty characters. */
const addressField = () =>
  lineField({
    missing: 'Enter the name or number of your house, and the street',
    max: 40,
    tooLong: 'Shorten this to 40 characters: HMRC needs only the name or number of the house, and the street',
  });

const wrongPostcode = 'Enter a full UK postcode, like LS6 2AB';

/** Upper case with one space, as HMRC wants it. */
const homePostcodeField = () =>
  lineField({ missing: 'Enter your postcode', max: 12, tooLong: wrongPostcode }).transform((typed, context) => {
    const parts = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})$/.exec(typed.toUpperCase().replaceAll(' ', ''));
    if (parts !== null) return `${parts[1]} ${parts[2]}`;
    context.addIssue({ code: 'custom', message: wrongPostcode });
    return z.NEVER;
  });

const common = { giftAid: tickField, noBenefit: tickField };

const withoutGiftAid = z.lazy(() =>
  z.object({ name: nameField(), email: donorEmailField(), ...common }).transform((form) => toGiver(form, {})),
);

/** HMRC's sign for a home abroad, whose address stands with the house: so it wants a taxpayer who lives elsewhere. */
const abroad = 'X';

const noBenefitField = () =>
  z.literal(
    'yes',
    'Tick this if it is true. If it is not, take the tick away from Gift Aid: your gift is just as welcome, and we claim nothing on it',
  );

const declared = () => ({
  name: fullNameField(),
  email: donorEmailField(),
  address: addressField(),
  giftAid: tickField,
  noBenefit: noBenefitField().transform(() => true),
});

const withGiftAid = z.lazy(() =>
  z
    .object({ ...declared(), postcode: homePostcodeField() })
    .transform((form) => toGiver(form, { address: form.address, postcode: form.postcode })),
);

const withGiftAidFromAbroad = z.lazy(() =>
  z.object(declared()).transform((form) => toGiver(form, { address: form.address, postcode: abroad })),
);

interface GiverForm extends z.infer<z.ZodObject<typeof common>> {
  readonly name: string;
  readonly email: string;
}

const toGiver = (form: GiverForm, home: IdentityFields): Giver => ({
  donor: { name: form.name, email: form.email, ...home },
  giftAid: { declared: form.giftAid, noBenefit: form.noBenefit },
});

/**
 * Reads a giver's details. A home address is asked for and kept only where Gift Aid can be claimed: with the
 * declaration, and nobody close to the giver receiving help because of the gift. Who ticks the one and not the other is
 * asked which of the two holds: a claim must not be lost, nor made, by a box that was overlooked.
 */
export function readGiver(fields: FormFields): ParsedForm<Giver> {
  if (fields.giftAid !== 'yes') return parseForm(withoutGiftAid, fields);
  return parseForm(fields.abroad === 'yes' ? withGiftAidFromAbroad : withGiftAid, fields);
}
