import { Authority, type Concern } from '../../../shared/domain/concern.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { listInWords } from '../../../shared/domain/list-words.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { ContactDetails, type RevealedDetails, ShowContactForm } from '../../../shared/staff/pages/contact-details.tsx';
import { History } from '../../../shared/staff/pages/history.tsx';
import { Facts, Seen, StateTag, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { concernDecisions, concernGrounds, liftReasons, reasonItems } from '../../../shared/staff/words/reasons.ts';
import { casePath, concernPath, concernReference, concernsPath } from '../../../shared/staff/words/references.ts';
import { staffMark } from '../../../shared/staff/words/roles.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import type { AuditEntry, Page } from '../../../shared/store/interface.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Details } from '../../../shared/web/components/details.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { DutiesByNation } from '../../../shared/web/duties-by-nation.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { choicesOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { authorityWords, concernKindWords, concernStateWords } from '../words/concerns.ts';
import { whatWasDone } from '../words/did.ts';

export interface ConcernPageProps {
  readonly visit: Visit;
  readonly concern: Versioned<'concern'>;
  readonly history: Page<AuditEntry>;
  readonly form: FormState;
  readonly details?: RevealedDetails | undefined;
}

/** One concern: who told us, how to call them back, what the law asks, and what was decided. */
export function ConcernPage({ visit, concern, history, form, details }: ConcernPageProps) {
  const { value } = concern;
  const path = concernPath(value.id);
  return (
    <ConsolePage
      visit={visit}
      title={concernReference(value.id)}
      above={[{ text: 'Concerns', path: concernsPath }]}
      form={form}
    >
      <h1 class="govuk-heading-l govuk-!-margin-bottom-3">{concernReference(value.id)}</h1>
      <p class="govuk-body">
        <StateTag state={concernStateWords[value.state]} />
      </p>
      {details === undefined ? null : <ContactDetails details={details} />}
      <Facts rows={factsOf(value, visit)} />
      {value.state === 'raised' ? (
        <Form action={`${path}/acknowledge`} csrfToken={visit.csrfToken}>
          <Seen version={concern.version} />
          <Button preventDoubleClick>I have seen this, and see to it</Button>
        </Form>
      ) : null}
      {value.teller.from === 'professional' ? (
        <Details summary="Whom to call back">
          <ShowContactForm
            visit={visit}
            action={`${path}/contact`}
            purposes={['safeguarding']}
            seen={concern.version}
            form={form}
          />
        </Details>
      ) : null}
      <Duties visit={visit} />
      {value.state === 'acknowledged' ? <DecideForm visit={visit} concern={concern} form={form} /> : null}
      {value.state === 'decided' && value.holdLifted === undefined ? (
        <LiftForm visit={visit} concern={concern} form={form} />
      ) : null}
      <History visit={visit} path={path} entries={history} tell={whatWasDone} />
    </ConsolePage>
  );
}

function factsOf(
  { kind, teller, raisedAt, deputyToldAt, acknowledged, decided, holdLifted }: Concern,
  { actor }: Visit,
) {
  const who = (id: string): string => (id === actor.id ? 'you' : staffMark(id));
  return [
    { key: 'What it is about', value: concernKindWords[kind] },
    { key: 'When we were told', value: shortTime(raisedAt) },
    teller.from === 'professional'
      ? { key: 'Who told us', value: 'A professional, who asks to be called' }
      : { key: 'Who told us', value: `A colleague: ${who(teller.staffId)}` },
    ...(teller.from === 'staff'
      ? [{ key: 'Case', value: { text: <To path={casePath(teller.referralId)}>{referenceOf(teller.referralId)}</To> } }]
      : []),
    ...(deputyToldAt === undefined ? [] : [{ key: 'Deputy told', value: shortTime(deputyToldAt) }]),
    ...(acknowledged === undefined
      ? []
      : [{ key: 'Seen', value: `${shortTime(acknowledged.at)}, by ${who(acknowledged.by)}` }]),
    ...(holdLifted === undefined
      ? []
      : [{ key: 'Kept', value: `For the ordinary time, since ${shortTime(holdLifted.at)}: ${holdLifted.why}` }]),
    ...(decided === undefined
      ? []
      : [
          { key: 'Decided', value: `${shortTime(decided.at)}, by ${who(decided.by)}: ${decided.decision}` },
          { key: 'Why', value: decided.because },
          {
            key: 'Who was told',
            value: decided.told.length === 0 ? 'Nobody outside' : toldInWords(decided.told),
          },
        ]),
  ];
}

const toldInWords = (told: readonly Authority[]): string =>
  listInWords(
    told.map((each) => authorityWords[each]),
    'and',
  );

const Duties = ({ visit }: { readonly visit: Visit }) => (
  <Details summary="What the law asks of us, nation by nation">
    <DutiesByNation settings={visit.deps.settings} level={2} />
  </Details>
);

const LiftForm = ({ visit, concern, form }: Pick<ConcernPageProps, 'visit' | 'concern' | 'form'>) => (
  <Details summary="Let the ordinary periods of keeping run again" open={form.errors.length > 0}>
    <Form action={`${concernPath(concern.value.id)}/lift-hold`} csrfToken={visit.csrfToken}>
      <Seen version={concern.version} />
      <p class="govuk-body">
        Because of this concern, the details of the people it is about are kept until you decide. Once their ordinary
        time is over, they are erased the night after this.
      </p>
      <Radios
        legend="Why need they not be kept longer?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'lift-reason')}
        items={reasonItems(liftReasons)}
      />
      <Button variant="warning" preventDoubleClick>
        Let the ordinary periods run
      </Button>
    </Form>
  </Details>
);

const DecideForm = ({ visit, concern, form }: Pick<ConcernPageProps, 'visit' | 'concern' | 'form'>) => (
  <Form action={`${concernPath(concern.value.id)}/decide`} csrfToken={visit.csrfToken}>
    <Seen version={concern.version} />
    <Radios
      legend={{ text: 'What was decided?', classes: 'govuk-fieldset__legend--m' }}
      classes="govuk-radios--small"
      {...fieldOf(form, 'decision')}
      items={reasonItems(concernDecisions)}
    />
    <Radios
      legend="Why?"
      classes="govuk-radios--small"
      {...fieldOf(form, 'because')}
      items={reasonItems(concernGrounds)}
    />
    <Checkboxes
      legend="Who outside was told?"
      hint="Tick none if nobody was."
      classes="govuk-checkboxes--small"
      {...choicesOf(form, 'told')}
      items={Authority.options.map((value) => ({ value, text: authorityWords[value] }))}
    />
    <Button preventDoubleClick>Write this down</Button>
  </Form>
);
