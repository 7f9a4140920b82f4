import type { ClientGroup } from '../../../events/values.ts';
import { groupWords } from '../../domain/group-words.ts';

/** What a form sends: the codes are ours and stand on no page, not even in its source. */
const sent: Record<ClientGroup, string> = {
  'worried-about-thoughts': 'thoughts',
  'compulsive-pornography': 'pornography',
  'online-behaviour': 'online',
  'contact-behaviour': 'somebody',
  'partner-or-family': 'family',
  survivor: 'harmed',
};

// Object.entries forgets that these keys are the groups.
const inOrder = (Object.entries(sent) as [ClientGroup, string][]).map(([code, value]) => ({ code, value }));

export const groupText = (group: ClientGroup): string => groupWords[group];

export const groupValue = (group: ClientGroup): string => sent[group];

/** What forms may send. */
export const groupValues: readonly string[] = inOrder.map(({ value }) => value);

/** The groups of what a form sent. */
export const groupsOf = (values: readonly string[]): ClientGroup[] =>
  inOrder.filter(({ value }) => values.includes(value)).map(({ code }) => code);

/** All of them as answers of radios or checkboxes. */
export const groupItems = inOrder.map(({ code, value }) => ({ value, text: groupWords[code] }));
