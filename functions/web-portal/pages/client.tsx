import type { OfferedCase } from '../../../shared/domain/answer-offer.ts';
import { voicemailWords } from '../../../shared/domain/call-words.ts';
import { inWords } from '../../../shared/domain/date-words.ts';
import type { IdentityField } from '../../../shared/domain/identity.ts';
import { type ContactTime, referenceOf, type SafeContact } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { SummaryList, type SummaryRow } from '../../../shared/web/components/summary-list.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FrameProps, PortalPage } from './frame.tsx';
import { outlineOf } from './offer.tsx';

const times: Readonly<Record<ContactTime, string>> = {
  'weekday-mornings': 'weekday mornings',
  'weekday-afternoons': 'weekday afternoons',
  'weekday-evenings': 'weekday evenings',
  weekends: 'weekends',
};

const channels: Readonly<Record<SafeContact['channel'], string>> = {
  email: 'By e-mail only. Please do not call.',
  phone: 'By telephone only. Please do not write.',
  none: 'Not at all for now: our office arranges the first contact with you.',
};

/** How this person allows to be reached: the therapist keeps to it as we do. */
const contactRules = (
  { channel, times: at, voicemail, mayReveal }: SafeContact,
  settings: CharitySettings,
): readonly SummaryRow[] => [
  { key: 'How to get in touch', value: channels[channel] },
  { key: 'When', value: at.length === 0 ? 'At any time' : at.map((time) => times[time]).join(', ') },
  { key: 'Voicemail', value: voicemail === 'no' ? 'Leave none' : `Only these words: “${voicemailWords(settings)}”` },
  {
    key: 'What a message may say',
    value: mayReveal === 'nothing' ? 'Nothing about what it is for' : 'That it is about the therapy they asked for',
  },
];

const names: Readonly<Partial<Record<IdentityField, string>>> = {
  name: 'Name',
  'preferred-name': 'What to call them',
  phone: 'Telephone',
  email: 'E-mail',
};

export interface ClientPageProps extends Omit<FrameProps, 'title'> {
  readonly offered: OfferedCase;
  readonly csrfToken: string;
  /** Who it is; absent until the therapist asks to see it, because each look is recorded. */
  readonly identity: Readonly<Partial<Record<IdentityField, string>>> | undefined;
  readonly mayGiveBack: boolean;
}

export const ClientPage = ({ offered, csrfToken, identity, mayGiveBack, ...frame }: ClientPageProps) => {
  const { giveBackUntil } = offered.allocation.value;
  const reference = referenceOf(offered.referral.value.id);
  return (
    <PortalPage {...frame} title="Your client">
      <h1 class="govuk-heading-l">Thank you. The case is yours</h1>
      <p class="govuk-body">
        Our reference for this client is <strong>{reference}</strong>. Please get in touch within a week, and only in
        the way they allowed.
      </p>
      <h2 class="govuk-heading-m">How they may be contacted</h2>
      <SummaryList rows={contactRules(offered.referral.value.contact, frame.settings)} />
      <h2 class="govuk-heading-m">Who it is</h2>
      {identity === undefined ? (
        <Form action="/portal/client/details" csrfToken={csrfToken}>
          <p class="govuk-body">We record each time somebody looks at a client’s name.</p>
          <Button>Show name and contact details</Button>
        </Form>
      ) : (
        <SummaryList
          rows={Object.entries(names).flatMap(([field, key]) => {
            const value = identity[field as IdentityField];
            return value === undefined ? [] : [{ key, value }];
          })}
        />
      )}
      <h2 class="govuk-heading-m">The case in outline</h2>
      <SummaryList rows={outlineOf(offered)} />
      {mayGiveBack && giveBackUntil !== undefined ? (
        <InsetText>
          <p class="govuk-body">
            If you know this person, or cannot work with them for any reason, you may give the case back until{' '}
            <strong>{inWords(giveBackUntil, frame.settings.office.timeZone)}</strong>. You need not say why.
          </p>
          <Form action="/portal/client/give-back" csrfToken={csrfToken}>
            <Button variant="warning" preventDoubleClick>
              Give the case back
            </Button>
          </Form>
        </InsetText>
      ) : null}
    </PortalPage>
  );
};
