import type { ClientGroup, TherapyMode } from '../../events/values.ts';
import type { Needs } from './assessment.ts';

/** What staff and therapists read instead of a code: the field's plain words, without judgement. */
export const groupWords: Readonly<Record<ClientGroup, string>> = {
  'worried-about-thoughts': 'Worried about their thoughts',
  'compulsive-pornography': 'Pornography use that feels out of control',
  'online-behaviour': 'Something they did online',
  'contact-behaviour': 'Something they did involving another person',
  'partner-or-family': 'Partner or family of somebody',
  survivor: 'Was harmed by somebody',
};

export const modeWords: Readonly<Record<TherapyMode, string>> = {
  online: 'Online',
  'in-person': 'In person',
  either: 'Online or in person',
};

export const levelWords: Readonly<Record<Needs['level'], string>> = {
  lower: 'Lower',
  medium: 'Medium',
  higher: 'Higher',
};
