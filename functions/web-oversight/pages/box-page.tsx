import type { DeadLetter } from '../../../shared/runtime/dead-letters.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { ageOf, shortTime } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Form } from '../../../shared/web/form.tsx';
import type { BoxName } from '../dead-letter-boxes.ts';
import { boxWords, letterWords, triesWords, whyWords } from '../words/dead-letters.ts';

export interface BoxPageProps {
  readonly visit: Visit;
  readonly name: BoxName;
  /** How many there are, shown here or not. */
  readonly count: number;
  readonly letters: readonly DeadLetter[];
}

/** What was given up in one queue: what it was, how often it was tried, and why it failed. */
export function BoxPage({ visit, name, count, letters }: BoxPageProps) {
  const { title, hurts, again } = boxWords[name];
  const path = `/console/dead-letters/${name}`;
  return (
    <ConsolePage
      visit={visit}
      title={`Failed messages: ${title.toLowerCase()}`}
      above={[{ text: 'Failed messages', path: '/console/dead-letters' }]}
    >
      <h1 class="govuk-heading-l">Failed messages: {title.toLowerCase()}</h1>
      <p class="govuk-body">{hurts}</p>
      <Listing
        caption={title}
        isCaptionHidden
        empty="Nothing lies here."
        firstCellIsHeader
        head={['What', 'About', 'Happened', 'Put aside', 'Tried', 'Why it failed', 'Next step']}
        rows={letters.map((letter) => {
          const { what, id, about, happened } = letterWords(name, letter);
          return [
            { text: <What what={what} id={id} /> },
            about ?? '',
            happened === undefined ? '' : shortTime(happened),
            `${shortTime(letter.since)} (${ageOf(letter.since, visit.now)})`,
            triesWords(letter),
            { text: whyWords(name, letter), classes: 'sentence-cell' },
            { text: <Again visit={visit} action={`${path}/${letter.messageId}/send`} text={again} of={id} /> },
          ];
        })}
      />
      <More when={count > letters.length}>There are {count} in all. The others come up when these are gone.</More>
      {letters.length < 2 ? null : (
        <Form action={`${path}/send`} csrfToken={visit.csrfToken}>
          <Button variant="secondary" preventDoubleClick>
            {again} – all that lie here
          </Button>
        </Form>
      )}
    </ConsolePage>
  );
}

const What = ({ what, id }: { readonly what: string; readonly id: string }) => (
  <>
    {what}
    <br />
    <span class="govuk-!-font-weight-regular govuk-!-text-break-word">{id}</span>
  </>
);

interface AgainProps {
  readonly visit: Visit;
  readonly action: string;
  readonly text: string;
  readonly of: string;
}

const Again = ({ visit, action, text, of }: AgainProps) => (
  <Form action={action} csrfToken={visit.csrfToken}>
    <Button variant="secondary" classes="govuk-!-margin-bottom-0" preventDoubleClick>
      {text}
      <span class="govuk-visually-hidden"> ({of})</span>
    </Button>
  </Form>
);
