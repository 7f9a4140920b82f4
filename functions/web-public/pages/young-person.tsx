import { Button } from '../../../shared/web/components/button.tsx';
import { Details } from '../../../shared/web/components/details.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Panel } from '../../../shared/web/components/panel.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { DutiesByNation } from '../../../shared/web/duties-by-nation.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { Shell } from '../public-deps.ts';
import { clockHour } from './clock-hour.ts';
import { ClientPage } from './frame.tsx';
import { Telephone } from './telephone.tsx';

/** For professionals: about a young person, or about a child who may be at risk. */
export const youngPersonPath = '/refer/young-person';

interface YoungPersonPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly stamp: string;
  readonly form: FormState;
}

/** What a professional does for somebody under 18, or for a child at risk. Of that person nothing is asked. */
export function YoungPersonPage({ shell, csrfToken, stamp, form }: YoungPersonPageProps) {
  const { charity, emergencyPhone } = shell.settings;
  return (
    <ClientPage shell={shell} title="A young person" back="/refer/professional" form={form}>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">For a young person, or a child who may be at risk</h1>
      <p class="govuk-body-l">
        Thank you for not leaving this alone. Our own service is for adults, so we cannot take a referral of somebody
        under 18, but our safeguarding lead will speak with you about what helps.
      </p>
      <h2 class="govuk-heading-m">What to do now</h2>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>If somebody is in danger now, call {emergencyPhone}. Do not wait for us.</li>
        <li>
          Follow the safeguarding procedure of your own organisation today, and tell its safeguarding lead. Telling us
          does not take the place of that.
        </li>
        <li>
          Ask our safeguarding lead to call you, with the form below, or call us on <Telephone number={charity.phone} />
          .
        </li>
        <li>
          Give the young person{' '}
          <a class="govuk-link" href="/young-people">
            the services that are made for them
          </a>
          . They need not give a name there.
        </li>
      </ol>
      <Details summary="Whom we ourselves would tell, nation by nation">
        <DutiesByNation settings={shell.settings} level={3} />
      </Details>
      <h2 class="govuk-heading-m">Ask us to call you</h2>
      <p class="govuk-body">
        This asks about you only. Please do not write who the young person is, or what happened: we ask on the telephone
        what we need to know.
      </p>
      <Form action={youngPersonPath} csrfToken={csrfToken} stamp={stamp} autocomplete="off">
        <input type="hidden" name="concern" value={fieldOf(form, 'concern').value} />
        <Radios
          legend="What is it about?"
          {...fieldOf(form, 'kind')}
          items={[
            { value: 'under-18', text: 'Somebody under 18 who needs help for themself' },
            { value: 'child-at-risk', text: 'A child who may be at risk of harm' },
          ]}
        />
        <Input {...fieldOf(form, 'name')} label="Your name" autocomplete="name" spellcheck={false} />
        <Input {...fieldOf(form, 'organisation')} label="Your organisation" autocomplete="organization" />
        <Input
          {...fieldOf(form, 'phone')}
          label="Your work telephone number"
          type="tel"
          autocomplete="tel"
          classes="govuk-input--width-20"
        />
        <Button preventDoubleClick>Ask the safeguarding lead to call me</Button>
      </Form>
    </ClientPage>
  );
}

/** It has reached the safeguarding lead. */
export function YoungPersonToldPage({ shell }: { readonly shell: Shell }) {
  const { charity, emergencyPhone, office } = shell.settings;
  return (
    <ClientPage shell={shell} title="We will call you">
      <Panel title="Our safeguarding lead will call you">Thank you for telling us.</Panel>
      <p class="govuk-body">
        They have been told now. We call you today if our office is open, and otherwise on the next working day: it is
        open from {clockHour(office.opens)} to {clockHour(office.closes)}. If you have heard nothing by then, please
        call us on <Telephone number={charity.phone} />.
      </p>
      <p class="govuk-body">
        Until then, go on with the safeguarding procedure of your own organisation. If somebody is in danger now, call{' '}
        {emergencyPhone}.
      </p>
      <p class="govuk-body">
        We have kept your name, your organisation and your number, and nothing of the young person.{' '}
        <a class="govuk-link" href="/young-people">
          Services for young people
        </a>
      </p>
    </ClientPage>
  );
}
