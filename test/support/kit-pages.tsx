import type { AssetUrls } from '../../shared/web/assets.ts';
import { WayBack } from '../../shared/web/components/back-link.tsx';
import { Breadcrumbs } from '../../shared/web/components/breadcrumbs.tsx';
import { Button } from '../../shared/web/components/button.tsx';
import { CharacterCount } from '../../shared/web/components/character-count.tsx';
import { Checkboxes } from '../../shared/web/components/checkboxes.tsx';
import { DateInput } from '../../shared/web/components/date-input.tsx';
import { Details } from '../../shared/web/components/details.tsx';
import { Input } from '../../shared/web/components/input.tsx';
import { InsetText } from '../../shared/web/components/inset-text.tsx';
import { NotificationBanner } from '../../shared/web/components/notification-banner.tsx';
import { Pagination } from '../../shared/web/components/pagination.tsx';
import { Panel } from '../../shared/web/components/panel.tsx';
import { Radios } from '../../shared/web/components/radios.tsx';
import { ScrollRegion } from '../../shared/web/components/scroll-region.tsx';
import { Select } from '../../shared/web/components/select.tsx';
import { SummaryList } from '../../shared/web/components/summary-list.tsx';
import { Table } from '../../shared/web/components/table.tsx';
import { Tag } from '../../shared/web/components/tag.tsx';
import { TaskList } from '../../shared/web/components/task-list.tsx';
import { Textarea } from '../../shared/web/components/textarea.tsx';
import { WarningText } from '../../shared/web/components/warning-text.tsx';
import { Form, FormErrors } from '../../shared/web/form.tsx';
import { choicesOf, dateOf, type FormState, fieldOf, textOf } from '../../shared/web/forms.ts';
import { Page, type Site } from '../../shared/web/layout.tsx';

/** Pages that show every component of the kit, for tests and for looking at. The organisation is made up. */
export const sampleSite: Site = {
  charity: {
    name: 'The Harbour Wall Trust',
    serviceName: 'Sponsored Places',
    number: '0000000',
    regulator: 'Charity Commission for England and Wales',
    alsoRegistered: [],
    address: '1 Sample Street, Exampleton EX1 1EX',
    phone: '01632 960 000',
    email: 'hello@example.org',
    story: 'It began with one gift.',
  },
  crisis: [
    { name: 'Emergency services', phone: '999', hours: 'If somebody is in danger right now' },
    { name: 'Samaritans', phone: '116 123', hours: 'Day and night, free' },
  ],
  exitUrl: 'https://www.bbc.co.uk/weather',
};

interface SampleProps {
  readonly assets: AssetUrls;
  readonly csrfToken: string;
  readonly site?: Site;
}

interface ClientPageProps extends SampleProps {
  readonly form: FormState;
}

/** A client's page: the frame with the way out, and all fields. */
export function ClientPage({ assets, csrfToken, form, site = sampleSite }: ClientPageProps) {
  return (
    <Page
      variant="public"
      title="How to reach you"
      site={site}
      assets={assets}
      confidentialityUrl="/confidentiality"
      hasErrors={form.errors.length > 0}
      beforeMain={<WayBack href="/client" />}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <FormErrors form={form} />
          <h1 class="govuk-heading-l">How may we reach you safely?</h1>
          <p class="govuk-body">You decide how, when and whether we contact you. You can change this at any time.</p>
          <InsetText>Please do not tell us what happened. Nobody needs that to help you.</InsetText>
          <Form action="/client" csrfToken={csrfToken} autocomplete="off">
            <Radios
              legend={{ text: 'What is safest?', classes: 'govuk-fieldset__legend--m' }}
              hint="We use only what you choose."
              {...fieldOf(form, 'channel')}
              items={[
                {
                  value: 'email',
                  text: 'Email',
                  hint: 'Our messages never say what this is about',
                  conditional: (
                    <Input
                      label="Your email address"
                      type="email"
                      autocomplete="email"
                      spellcheck={false}
                      classes="govuk-!-width-one-half"
                      {...fieldOf(form, 'email')}
                    />
                  ),
                },
                { value: 'phone', text: 'A telephone call' },
                { divider: 'or' },
                { value: 'none', text: 'Do not contact me: I will look here myself' },
              ]}
            />
            <Checkboxes
              legend={{ text: 'When is a call safe?', classes: 'govuk-fieldset__legend--m' }}
              {...choicesOf(form, 'times')}
              items={[
                { value: 'morning', text: 'In the morning' },
                { value: 'evening', text: 'In the evening' },
                { divider: 'or' },
                { value: 'never', text: 'Never' },
              ]}
            />
            <Select
              label="Where do you live?"
              {...fieldOf(form, 'region')}
              items={[
                { value: '', text: 'Choose a region' },
                { value: 'wales', text: 'Wales' },
                { value: 'yorkshire-and-the-humber', text: 'Yorkshire and the Humber' },
              ]}
            />
            <DateInput legend="When did you first call us?" hint="For example, 27 3 2026" {...dateOf(form, 'called')} />
            <Input
              label="What could you pay for a session?"
              hint="Nothing is a good answer."
              prefix="£"
              suffix="a session"
              inputmode="decimal"
              classes="govuk-input--width-5"
              {...fieldOf(form, 'contribution')}
            />
            <Textarea
              name="wishes"
              label="Is there anything that would make it easier?"
              value={textOf(form, 'wishes')}
            />
            <CharacterCount
              label="What may we say on voicemail?"
              limit={{ characters: 200 }}
              rows={3}
              {...fieldOf(form, 'voicemail')}
            />
            <div class="govuk-button-group">
              <Button preventDoubleClick>Continue</Button>
              <Button variant="secondary" name="save" value="yes">
                Save and come back later
              </Button>
            </div>
          </Form>
          <Details summary="Who sees what I write here?">
            The person who calls you back, and nobody else until you have spoken with them.
          </Details>
          <WarningText>
            We cannot see messages at night. If you are in danger, call one of the numbers above.
          </WarningText>
        </div>
      </div>
    </Page>
  );
}

/** A donor's page: done, with a receipt to print. */
export function DonorPage({ assets, site = sampleSite }: SampleProps) {
  return (
    <Page variant="donor" title="Thank you" site={site} assets={assets} confidentialityUrl="/confidentiality">
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Panel title="Thank you">
            Your receipt is
            <br />
            <strong>R-2026-00017</strong>
          </Panel>
          <p class="govuk-body-l">You have paid for about twelve sessions for one person.</p>
          <SummaryList
            rows={[
              { key: 'Gift', value: '£720.00' },
              { key: 'Given on', value: '22 November 2026' },
              { key: 'Gift Aid', value: 'We can claim £180.00 more from HMRC' },
            ]}
          />
          <Button href="/give">Give again</Button>
        </div>
      </div>
    </Page>
  );
}

/** A page at work: navigation, tables, tags, tasks. */
export function ConsolePage({ assets, csrfToken, site = sampleSite }: SampleProps) {
  return (
    <Page
      variant="console"
      title="Waiting list"
      site={site}
      assets={assets}
      home="/console"
      navigation={[
        { text: 'Work to do', href: '/console' },
        { text: 'Waiting list', href: '/console/waiting', isCurrent: true },
        { text: 'Pool', href: '/console/pool' },
        { text: 'Therapists', href: '/console/therapists' },
        { text: 'Journal', href: '/console/journal' },
      ]}
      person={{ name: 'Ada Example', roles: ['coordinator'] }}
      signOutUrl="/console/sign-out"
      csrfToken={csrfToken}
      beforeMain={<Breadcrumbs items={[{ text: 'Console', href: '/console' }, { text: 'Waiting list' }]} />}
    >
      <NotificationBanner type="success" text="The place is approved. The best matching therapist has been asked." />
      <h1 class="govuk-heading-l">Waiting list</h1>
      <ScrollRegion label="Who waits, in order">
        <Table
          caption="Who waits, in order"
          captionClasses="govuk-table__caption--m"
          firstCellIsHeader
          head={['Place', 'Band', 'Waiting since', 'State', { text: 'Needs', format: 'numeric' }]}
          rows={[
            [
              'plc_7f3k2m9x',
              { text: <Tag colour="red">Urgent</Tag> },
              '3 November 2026',
              { text: <Tag>Usable</Tag> },
              { text: '£360.00', format: 'numeric' },
            ],
            [
              'plc_2b8d4q1z',
              { text: <Tag colour="yellow">Soon</Tag> },
              '1 October 2026',
              { text: <Tag colour="grey">On hold</Tag> },
              { text: '£300.00', format: 'numeric' },
            ],
            [
              'plc_9c5h6w3y',
              { text: <Tag colour="teal">Routine</Tag> },
              '12 August 2026',
              { text: <Tag colour="green">Reserved</Tag> },
              { text: '£390.00', format: 'numeric' },
            ],
          ]}
        />
      </ScrollRegion>
      <Pagination next={{ href: '/console/waiting?after=plc_9c5h6w3y', labelText: 'Entries 4 to 6' }} />
      <h2 class="govuk-heading-m">To do today</h2>
      <TaskList
        items={[
          {
            title: 'Call a person back',
            href: '/console/tasks/1',
            hint: 'Only in the evening',
            status: { tag: { children: 'Due today', colour: 'orange' } },
          },
          { title: 'Find a therapist', href: '/console/tasks/2', status: { tag: { children: 'Open' } } },
          { title: 'Write to the donor', status: { text: 'Done' } },
        ]}
      />
      <SummaryList
        card={{
          title: { text: 'Place plc_7f3k2m9x' },
          actions: {
            items: [
              { text: 'Approve', href: '/console/places/1/approve' },
              { text: 'Reject', href: '/console/places/1/reject' },
            ],
          },
        }}
        rows={[
          {
            key: 'Pays',
            value: 'General fund, £360.00',
            actions: { items: [{ text: 'See the draws', href: '/console/places/1/draws' }] },
          },
          { key: 'Why it is next', value: 'It is the first usable entry, and urgent' },
        ]}
      />
      <Pagination
        previous={{ href: '?page=1' }}
        next={{ href: '?page=3' }}
        items={[
          { number: 1, href: '?page=1' },
          { number: 2, href: '?page=2', current: true },
          { ellipsis: true },
          { number: 9, href: '?page=9' },
        ]}
        landmarkLabel="Months"
      />
      <Button variant="warning">Withdraw this offer</Button>
    </Page>
  );
}
