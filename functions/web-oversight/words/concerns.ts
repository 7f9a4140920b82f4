import type { Authority, Concern, ConcernKind } from '../../../shared/domain/concern.ts';
import type { StateWords } from '../../../shared/staff/words/states.ts';

export const concernKindWords: Record<ConcernKind, string> = {
  'under-18': 'A person under 18 needs help',
  'child-at-risk': 'A child may be at risk',
  'adult-at-risk': 'An adult may be at risk',
};

export const authorityWords: Record<Authority, string> = {
  'childrens-services': 'Children’s services',
  'adult-social-care': 'Adult social care',
  police: 'The police',
  health: 'A doctor, or a mental health team',
  'own-safeguarding': 'The safeguarding lead of the professional’s own organisation',
};

export const concernStateWords: Record<Concern['state'], StateWords> = {
  raised: { text: 'Not seen yet', colour: 'red' },
  acknowledged: { text: 'Seen; to be decided', colour: 'orange' },
  decided: { text: 'Decided', colour: 'green' },
};
