import { PriorityBand } from '../../../events/values.ts';
import { levelWords, modeWords } from '../../../shared/domain/group-words.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Seen } from '../../../shared/staff/pages/parts.tsx';
import type { CaseFile } from '../../../shared/staff/queries/case-file.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { bandWords } from '../../../shared/staff/words/case.ts';
import { groupItems } from '../../../shared/staff/words/groups.ts';
import { assessPath, casePath } from '../../../shared/staff/words/references.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { PoundsInput } from '../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { choicesOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { mayAssess } from '../offered-actions.ts';

/** What the form sends for each answer, and what it means. */
export const suitabilities = {
  suitable: { code: 'assessed-suitable', text: 'Yes, we can help, and the person is ready', hint: undefined },
  'not-ready': {
    code: 'suitable-not-ready',
    text: 'Yes, but the person is not ready yet',
    hint: 'A call to tell them becomes a task.',
  },
  elsewhere: {
    code: 'not-suitable',
    text: 'Another service can help better',
    hint: 'A call to tell them becomes a task. Their own page says nothing before that.',
  },
} as const;

const items = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

export interface AssessPageProps {
  readonly visit: Visit;
  readonly file: CaseFile;
  readonly form: FormState;
}

/** The record of needs, means and priority. Nothing of what was said is written here. */
export function AssessPage({ visit, file, form }: AssessPageProps) {
  const referral = file.referral.value;
  const reference = referenceOf(referral.id);
  return (
    <ConsolePage
      visit={visit}
      title={`Assessment of ${reference}`}
      above={[{ text: `Case ${reference}`, path: casePath(referral.id) }]}
      form={form}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">
            Assessment of <span class="unbroken">{reference}</span>
          </h1>
          {mayAssess(file, visit.actor) ? (
            <AssessForm visit={visit} file={file} form={form} />
          ) : (
            <InsetText>
              This assessment is not in your hands now: it is recorded already, or another assessor has it, or nobody
              has taken the case yet.
            </InsetText>
          )}
        </div>
      </div>
    </ConsolePage>
  );
}

function AssessForm({ visit, file, form }: AssessPageProps) {
  return (
    <Form action={assessPath(file.referral.value.id)} csrfToken={visit.csrfToken} autocomplete="off">
      <Seen version={file.referral.version} />
      <Radios
        legend="Can we help this person?"
        {...fieldOf(form, 'suitability')}
        items={Object.entries(suitabilities).map(([value, { text, hint }]) => ({ value, text, hint }))}
      />
      <NeedsFields visit={visit} form={form} />
      <MeansFields visit={visit} form={form} />
      <Radios
        legend="Priority"
        hint={headStartHint(visit)}
        classes="govuk-radios--inline"
        {...fieldOf(form, 'band')}
        items={PriorityBand.options.map((value) => ({ value, text: bandWords[value].text }))}
      />
      <Button preventDoubleClick>Record the assessment</Button>
    </Form>
  );
}

type FieldsProps = Pick<AssessPageProps, 'visit' | 'form'>;

const headStartHint = ({ deps }: Visit): string => {
  const { urgent, soon } = deps.settings.waiting.headStartDays;
  return `Urgent has a head start of ${urgent} days on the waiting list, soon of ${soon} days.`;
};

function NeedsFields({ visit, form }: FieldsProps) {
  const most = visit.deps.settings.therapy.maximumSessions;
  return (
    <>
      <Checkboxes legend="What does the person ask help with?" {...choicesOf(form, 'groups')} items={groupItems} />
      <Radios
        legend="What is it mainly about?"
        hint="One of those ticked above. It decides which restricted money may pay."
        {...fieldOf(form, 'primary')}
        items={groupItems}
      />
      <Radios
        legend="Level of need"
        classes="govuk-radios--inline"
        {...fieldOf(form, 'level')}
        items={items(levelWords)}
      />
      <Radios legend="How will the person meet the therapist?" {...fieldOf(form, 'mode')} items={items(modeWords)} />
      <Input
        label="Sessions recommended"
        hint={`From 1 to ${most}`}
        inputmode="numeric"
        classes="govuk-input--width-3"
        {...fieldOf(form, 'sessions')}
      />
    </>
  );
}

/** What people of like means pay: a beginning for the talk, and no rule. */
const bandsInWords = ({ deps }: Visit): string =>
  `We suggest: ${deps.settings.means.map(({ means, contribution }) => `${pounds(contribution)} for somebody who ${means}`).join('; ')}.`;

function MeansFields({ visit, form }: FieldsProps) {
  const cap = visit.deps.settings.therapy.feeCap;
  return (
    <>
      <Radios
        legend="Can the person pay the whole fee?"
        hint={`Up to ${pounds(cap)} a session. Who can needs no place, and a therapist is looked for at once.`}
        classes="govuk-radios--inline"
        {...fieldOf(form, 'whole')}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <PoundsInput
        label="If not, what can they pay for a session?"
        hint={`Paid to the therapist. Nothing is a good answer: enter 0. ${bandsInWords(visit)}`}
        suffix="a session"
        classes="govuk-input--width-5"
        {...fieldOf(form, 'contribution')}
      />
    </>
  );
}
