import type { IdentityField } from '../../domain/identity.ts';
import type { Purpose } from '../../domain/release.ts';
import { Button } from '../../web/components/button.tsx';
import { Radios } from '../../web/components/radios.tsx';
import { Form } from '../../web/form.tsx';
import { type FormState, fieldOf } from '../../web/forms.ts';
import type { Visit } from '../visit.ts';
import { fieldWords, purposeWords } from '../words/case.ts';
import { Facts, Seen } from './parts.tsx';

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
