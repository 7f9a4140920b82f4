import type * as z from 'zod';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Content } from '../../../shared/web/components/content.ts';
import { type FormFields, type FormState, type ParsedForm, parseForm } from '../../../shared/web/forms.ts';
import type { Answers } from '../answers.ts';

interface StepView {
  readonly form: FormState;
  readonly answers: Answers;
  readonly settings: CharitySettings;
  readonly siteUrl: string;
}

/** A line of “check your answers”. */
interface AnswerRow {
  readonly question: string;
  readonly answer: string;
}

interface StepBase {
  /** Its address under `/refer/`. Addresses stay in browsers: neutral words. */
  readonly slug: string;
  /** Stays in browsers too. */
  readonly title: (answers: Answers) => string;
  /** Whether this page is asked at all, given the answers before. */
  readonly applies: (answers: Answers) => boolean;
  readonly isAnswered: (answers: Answers) => boolean;
  /** The answer so far, as its fields. */
  readonly fill: (answers: Answers) => FormFields;
  /** The question with its fields; the heading is in it. */
  readonly Fields: (view: StepView) => Content;
  readonly rows: (answers: Answers) => readonly AnswerRow[];
}

/** One page of the questions. */
export interface Step extends StepBase {
  /** Reads the page's form: how it changes the answers, or what is wrong with it. */
  readonly read: (
    answers: Answers,
    fields: FormFields,
    settings: CharitySettings,
  ) => ParsedForm<(before: Answers) => Answers>;
}

interface StepDefinition<Value> extends StepBase {
  readonly schema: (answers: Answers, settings: CharitySettings) => z.ZodType<Value>;
  readonly keep: (before: Answers, value: Value) => Answers;
}

/** Ties a page's schema to what it changes, so that nobody outside need know what the form holds. */
export function defineStep<Value>({ schema, keep, ...base }: StepDefinition<Value>): Step {
  return {
    ...base,
    read: (answers, fields, settings) => {
      const form = parseForm(schema(answers, settings), fields);
      if (!form.ok) return form;
      const { value } = form;
      return { ok: true, value: (before) => keep(before, value) };
    },
  };
}

export const always = (): boolean => true;
