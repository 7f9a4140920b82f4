import type { Versioned } from '../../../shared/domain/decision.ts';
import { crisisLinesFor, nationOf } from '../../../shared/domain/nation-words.ts';
import { placeIdOf } from '../../../shared/domain/place.ts';
import { type Referral, referenceOf } from '../../../shared/domain/referral.ts';
import type { Task, TaskKind } from '../../../shared/domain/task.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Seen, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import {
  casePath,
  concernOf,
  concernPath,
  fundOf,
  fundPath,
  moneyPathOf,
  nameOfAbout,
  payoutsPath,
  placePath,
  taskPath,
  therapistOf,
  therapistPath,
  therapistReference,
} from '../../../shared/staff/words/references.ts';
import { taskWords } from '../../../shared/staff/words/tasks.ts';
import { ageOf, shortTime, untilInWords } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { scriptFor } from '../words/script.ts';

/** What the form sends for an outcome: its number in the list. */
export const outcomeValue = (_outcome: string, index: number): string => String(index + 1);

export interface TaskPageProps {
  readonly visit: Visit;
  readonly task: Versioned<'task'>;
  /** Of the case that it is about. */
  readonly referral: Referral | undefined;
  readonly form: FormState;
}

/** One task: why, by when, what may be said, and what came of it. */
export function TaskPage({ visit, task, referral, form }: TaskPageProps) {
  const { value } = task;
  const { title, purpose } = taskWords[value.kind];
  return (
    <ConsolePage visit={visit} title={title} above={[]} form={form}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">{title}</h1>
          <p class="govuk-body">{purpose}</p>
          <Facts
            rows={[
              {
                key: 'About',
                value: aboutOf(value.about, referral),
              },
              { key: 'Due', value: `${shortTime(value.dueAt)} (${untilInWords(value.dueAt, visit.now)})` },
              { key: 'Age', value: ageOf(value.createdAt, visit.now) },
            ]}
          />
          {referral === undefined ? null : <Script visit={visit} task={task} referral={referral} />}
          {value.state === 'done' ? (
            <InsetText>This task is done{value.result === undefined ? '' : `: ${value.result}`}.</InsetText>
          ) : (
            <Ending visit={visit} task={task} referral={referral} form={form} />
          )}
        </div>
      </div>
    </ConsolePage>
  );
}

function aboutOf(about: string, referral: Referral | undefined) {
  if (referral !== undefined) return { text: <To path={casePath(referral.id)}>{referenceOf(referral.id)}</To> };
  const therapistId = therapistOf(about);
  if (therapistId !== undefined) {
    return { text: <To path={therapistPath(therapistId)}>{therapistReference(therapistId)}</To> };
  }
  const fundId = fundOf(about);
  if (fundId !== undefined) return { text: <To path={fundPath(fundId)}>The fund</To> };
  const name = nameOfAbout(about);
  const path = moneyPathOf(about);
  return name === undefined || path === undefined ? (name ?? 'No case') : { text: <To path={path}>{name}</To> };
}

function Script({ visit, task, referral }: Omit<TaskPageProps, 'form'> & { readonly referral: Referral }) {
  const { settings } = visit.deps;
  const parts = scriptFor(task.value.kind, referral, settings);
  if (parts.length === 0) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">What to say</h2>
      {parts.map(({ heading, lines }) => (
        <>
          <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{heading}</h3>
          <ul class="govuk-list govuk-list--bullet">
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </>
      ))}
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">Numbers to give</h3>
      <ul class="govuk-list govuk-list--bullet">
        {crisisLinesFor(settings, referral.region).map(({ name, phone, hours }) => (
          <li>
            {name}, {phone} ({hours})
          </li>
        ))}
      </ul>
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">What the law asks of us where they live</h3>
      <ul class="govuk-list govuk-list--bullet">
        {settings.nations[nationOf(referral.region)].duties.map((duty) => (
          <li>{duty}</li>
        ))}
      </ul>
      <p class="govuk-body">
        Their name and number are on{' '}
        <a class="govuk-link" href={casePath(referral.id)}>
          the case page
        </a>
        , under “Contact details”.
      </p>
    </section>
  );
}

/** What the page of the place has for a task that may also end here. */
const placeLinkWords: Partial<Record<TaskKind, string>> = {
  'money-blocked': 'Why it waits, what would fund it, a smaller block, and an override',
  'decide-override': 'Why it is asked for, and granting or declining it',
};

/** How the task ends: by an outcome from the list, or by a step on the case or place. */
function Ending({ visit, task, referral, form }: TaskPageProps) {
  const { kind, id } = task.value;
  const { outcomes } = taskWords[kind];
  const concernId = concernOf(task.value.about);
  if (kind === 'safeguarding-concern' && concernId !== undefined)
    return <Button href={concernPath(concernId)}>Go to the concern</Button>;
  const therapistId = therapistOf(task.value.about);
  if (outcomes.length === 0 && therapistId !== undefined) {
    return <Button href={therapistPath(therapistId)}>Go to the therapist</Button>;
  }
  if (outcomes.length === 0 && referral !== undefined) return <LeadOn kind={kind} referral={referral} />;
  if (outcomes.length === 0) return <LeadToMoney about={task.value.about} />;
  return (
    <Form action={taskPath(id)} csrfToken={visit.csrfToken}>
      <Seen version={task.version} />
      {placeLinkWords[kind] === undefined || referral === undefined ? null : (
        <p class="govuk-body">
          <To path={placePath(placeIdOf(referral.id, referral.turn))}>{placeLinkWords[kind]}</To>
        </p>
      )}
      <Radios
        legend={{ text: 'What came of it?', classes: 'govuk-fieldset__legend--m' }}
        hint="If nothing has come of it yet, leave the task open: it stays on the list."
        {...fieldOf(form, 'outcome')}
        items={outcomes.map((text, index) => ({ value: outcomeValue(text, index), text }))}
      />
      <Button preventDoubleClick>Complete this task</Button>
    </Form>
  );
}

/** It ends by a step on the page of its gift, fund or payout. */
function LeadToMoney({ about }: Pick<Task, 'about'>) {
  const fundId = fundOf(about);
  if (fundId !== undefined) return <Button href={fundPath(fundId)}>Go to the fund</Button>;
  const path = moneyPathOf(about);
  if (path === undefined) return null;
  return <Button href={path}>{path === payoutsPath ? 'Go to the payouts' : 'Go to the gift'}</Button>;
}

function LeadOn({ kind, referral }: { readonly kind: keyof typeof taskWords; readonly referral: Referral }) {
  return kind === 'confirm-expired-place' || kind === 'set-aside-place' ? (
    <Button href={placePath(placeIdOf(referral.id, referral.turn))}>Go to the place</Button>
  ) : (
    <Button href={casePath(referral.id)}>Go to the case</Button>
  );
}
