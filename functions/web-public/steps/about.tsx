import * as z from 'zod';
import type { ClientGroup } from '../../../events/values.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { choicesField } from '../../../shared/web/form-fields.ts';
import { choicesOf } from '../../../shared/web/forms.ts';
import { type Answers, wording } from '../answers.ts';
import { always, defineStep } from './step.ts';

interface Topic {
  /** What the form sends: the codes of client groups are ours and stand on no page. */
  readonly value: string;
  readonly group: ClientGroup;
  readonly mine: string;
  readonly theirs: string;
}

const ownBehaviour: readonly Topic[] = [
  {
    value: 'thoughts',
    group: 'worried-about-thoughts',
    mine: 'Thoughts that worry me',
    theirs: 'Thoughts that worry them',
  },
  {
    value: 'pornography',
    group: 'compulsive-pornography',
    mine: 'Pornography use that feels out of control',
    theirs: 'Pornography use that feels out of control',
  },
  {
    value: 'online',
    group: 'online-behaviour',
    mine: 'Something I did online',
    theirs: 'Something they did online',
  },
  {
    value: 'somebody',
    group: 'contact-behaviour',
    mine: 'Something I did involving another person',
    theirs: 'Something they did involving another person',
  },
];

const closeToIt: readonly Topic[] = [
  {
    value: 'family',
    group: 'partner-or-family',
    mine: 'I am the partner or family of somebody',
    theirs: 'They are the partner or family of somebody',
  },
  { value: 'harmed', group: 'survivor', mine: 'Somebody harmed me', theirs: 'Somebody harmed them' },
];

const topics = [...ownBehaviour, ...closeToIt];
const values = topics.map((topic) => topic.value);

const groupsOf = (chosen: readonly string[]): ClientGroup[] =>
  topics.filter((topic) => chosen.includes(topic.value)).map((topic) => topic.group);

const textOfTopic = (answers: Answers, topic: Topic): string => wording(answers, topic.mine, topic.theirs);

/** Who came by the door for partners, families and those who were harmed, finds their own words first. */
function itemsFor(answers: Answers) {
  const item = (topic: Topic) => ({ value: topic.value, text: textOfTopic(answers, topic) });
  const [first, second] = answers.who === 'close' ? [closeToIt, ownBehaviour] : [ownBehaviour, closeToIt];
  return [...first.map(item), { divider: 'or' }, ...second.map(item)];
}

/** Somebody who was harmed, or is close to it, is not asked about what they did. */
function doNotWrite(answers: Answers): string {
  const what = answers.who === 'close' ? '' : wording(answers, ', or about what you did,', ', or about what they did,');
  return `Please do not write about what happened${what} anywhere in this form.`;
}

export const aboutStep = defineStep({
  slug: 'about',
  title: () => 'What it is about',
  applies: always,
  isAnswered: ({ groups }) => groups !== undefined,
  schema: (answers) =>
    z.object({
      about: choicesField(values, {
        missing: wording(answers, 'Choose what you want help with', 'Choose what they want help with'),
      }),
    }),
  keep: (before, { about }) => ({ ...before, groups: groupsOf(about) }),
  fill: ({ groups }) => ({
    about: topics.filter((topic) => groups?.includes(topic.group) === true).map((topic) => topic.value),
  }),
  Fields: ({ form, answers }) => (
    <>
      <Checkboxes
        legend={{
          text: wording(answers, 'What would you like help with?', 'What would they like help with?'),
          classes: 'govuk-fieldset__legend--l',
          isPageHeading: true,
        }}
        hint="Choose all that fit. If you are not sure, choose what comes nearest."
        {...choicesOf(form, 'about')}
        items={itemsFor(answers)}
      />
      <InsetText>This is all that we need to know now. {doNotWrite(answers)}</InsetText>
    </>
  ),
  rows: (answers) =>
    answers.groups === undefined
      ? []
      : [
          {
            question: 'What it is about',
            answer: topics
              .filter((topic) => answers.groups?.includes(topic.group) === true)
              .map((topic) => textOfTopic(answers, topic))
              .join('\n'),
          },
        ],
});
