import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Refusal, RefusalCode } from '../../domain/outcome.ts';

/** What each refusal means for whoever pressed the button, and what to do next. */
const words: Record<Exclude<RefusalCode, 'invalid'>, string> = {
  'not-found': 'We cannot find this any more. Nothing was changed. Please go back to your work and open it again.',
  'wrong-state':
    'This has moved on in the meantime, and the step no longer fits. Nothing was changed. Please look at it as it is now.',
  'not-allowed':
    'This step is not part of your role, or a colleague has this in hand. Nothing was changed. Please ask a coordinator.',
  'same-person':
    'You have taken part in this case already, so this decision is another person’s. Nothing was changed. Please ask a colleague.',
  'changed-meanwhile':
    'Somebody changed this after you opened the page. Nothing was saved. You now see it as it is: please decide again.',
  paused:
    'This person’s case is paused, so nothing new is promised. Nothing was changed. It can go on once the pause ends.',
  'not-eligible': 'This cannot be done for this person or therapist. Nothing was changed.',
  'no-cover':
    'The money for this place is not fully set aside. Nothing was changed. The place keeps its clock; please look at the pool.',
  closed: 'This is closed, so the step no longer fits. Nothing was changed.',
  expired: 'The time for this step has run out. Nothing was changed. Please look at it as it is now.',
  'used-already': 'This was done already. It has not been done twice.',
  'not-covered': 'There is not enough free money for this now. Nothing was changed.',
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A refusal as a sentence for a page. Only `invalid` speaks in the decision's own words: the others name our codes. */
export const refusalWords = ({ code, because }: Refusal): string =>
  code === 'invalid' ? `${sentence(because)}. Nothing was saved.` : words[code];

export const refusalStatus = (code: RefusalCode): ContentfulStatusCode => {
  if (code === 'invalid') return 422;
  if (code === 'not-found') return 404;
  return code === 'not-allowed' || code === 'same-person' ? 403 : 409;
};
