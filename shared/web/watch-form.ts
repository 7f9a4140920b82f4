import type { Context } from 'hono';
import { visitSecretFor } from './csrf.ts';
import type { FormFields } from './forms.ts';
import { deriveSecret, secretsMatch } from './secrets.ts';
import type { WebEnv } from './web-env.ts';

/** Name of the hidden field that says when a form was shown; `<Form>` puts it in. */
export const stampField = 'shown';
/** Name of the field that no person sees, and that machines like to fill in. */
export const trapField = 'website';

const dayMilliseconds = 24 * 60 * 60 * 1000;

export interface FormWatchOptions {
  readonly now: () => string;
  /** What comes back sooner than so many seconds after it was shown, nobody can have read. 0 where scripts do the reading. */
  readonly leastSeconds: number;
}

/**
 * Tells machines from people without asking people anything (ASVS 5.0 2.4.1, 2.4.2): a field that nobody sees, and how
 * long the form was open. Whoever is taken for a machine is asked again in words, with all they wrote: pressing the
 * button once more is enough.
 */
export interface FormWatch {
  /** For the form of this answer. One that is shown again keeps the time of the first. */
  stampFor(c: Context<WebEnv>, fields?: FormFields): string;
  /** Why a form is asked for again; undefined when nothing speaks against it. */
  complaintAbout(c: Context<WebEnv>, fields: FormFields): string | undefined;
}

const onceMore = 'Nothing was saved. Please press the button once more';

export function createFormWatch({ now, leastSeconds }: FormWatchOptions): FormWatch {
  const sign = (c: Context<WebEnv>, time: string): string => deriveSecret(visitSecretFor(c), `shown ${time}`);

  /** Milliseconds since the form was shown; undefined when it does not say so itself. */
  const ageOf = (c: Context<WebEnv>, { [stampField]: stamp }: FormFields): number | undefined => {
    const [, time = '', signature = ''] =
      /^(\d{1,15})\.([\w-]{43})$/.exec(typeof stamp === 'string' ? stamp : '') ?? [];
    return time !== '' && secretsMatch(signature, sign(c, time)) ? Date.parse(now()) - Number(time) : undefined;
  };
  const isOfToday = (age: number | undefined): age is number => age !== undefined && age >= 0 && age <= dayMilliseconds;

  return {
    stampFor(c, fields = {}) {
      const { [stampField]: before } = fields;
      if (typeof before === 'string' && isOfToday(ageOf(c, fields))) return before;
      const time = String(Date.parse(now()));
      return `${time}.${sign(c, time)}`;
    },

    complaintAbout(c, fields) {
      const trapped = fields[trapField];
      if (trapped !== undefined && trapped !== '')
        return `Something filled in a field that people cannot see: your browser, perhaps. ${onceMore}`;
      const age = ageOf(c, fields);
      if (!isOfToday(age)) return `This page was open for more than a day. ${onceMore}`;
      return age < leastSeconds * 1000
        ? `That came back faster than most people can read, so we ask you to look once more. ${onceMore}`
        : undefined;
    },
  };
}
