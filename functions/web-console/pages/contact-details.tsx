import type { IdentityField } from '../../../shared/domain/identity.ts';
import type { Purpose } from '../../../shared/domain/release.ts';
import { Facts, Seen } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { fieldWords, purposeWords } from '../../../shared/staff/words/case.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';

/** What the vault gave out for one purpose, on one page, once. */
export interface RevealedDetails {
  readonly purpose: Purpose;
  readonly fields: Readonly<Partial<Record<IdentityField, string>>>;
}

const inOrder: readonly IdentityField[] = ['name', 'preferred-name', 'organisation', 'phone', 'email', 'postcode'];

/** Contact details, just read. They are on this page only, and the reading is in the history. */
export function ContactDetails({ details }: { readonly details: RevealedDetails }) {
  const given = inOrder.filter((field) => details.fields[field] !== undefined);
  return (
    <div id="contact-details">
      <Facts
        card={{ title: { text: 'Contact details' } }}
        rows={[
          { key: 'Shown', value: `${purposeWords[details.purpose]}. This is recorded, and shown only this once.` },
          ...given.map((field) => ({ key: fieldWords[field], value: details.fields[field] ?? '' })),
        ]}
      />
    </div>
  );
}

export interface ShowContactFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly purposes: readonly Purpose[];
  readonly seen: number;
  readonly form: FormState;
}

/** Names are never on a page until somebody says what they need them for. */
export function ShowContactForm({ visit, action, purposes, seen, form }: ShowContactFormProps) {
  return (
    <Form action={action} csrfToken={visit.csrfToken}>
      <Seen version={seen} />
      <Radios
        legend="What do you need them for?"
        hint="Each time is recorded with what you choose here."
        classes="govuk-radios--small"
        {...fieldOf(form, 'purpose')}
        items={purposes.map((purpose) => ({ value: purpose, text: purposeWords[purpose] }))}
      />
      <Button variant="secondary">Show contact details</Button>
    </Form>
  );
}
