import { pounds } from '../../../shared/domain/money-words.ts';
import type { Request, RequestState } from '../../../shared/domain/request.ts';
import type { StateWords } from '../../../shared/staff/words/states.ts';

export const requestStateWords: Record<RequestState, StateWords> = {
  requested: { text: 'Waits for money', colour: 'yellow' },
  reserved: { text: 'Reserved', colour: 'orange' },
  approved: { text: 'Approved', colour: 'green' },
  rejected: { text: 'Rejected', colour: 'grey' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
};

/** What a place in hand asks for, in a few words. */
export function whatItAsks({ cause, block }: Pick<Request, 'cause' | 'block'>): string {
  if (cause.kind === 'next-block') {
    return `Block ${block}: ${cause.sessions} more ${cause.sessions === 1 ? 'session' : 'sessions'}`;
  }
  if (cause.kind === 'contribution') return `A top-up: the person contributes ${pounds(cause.contribution)} a session`;
  return 'A top-up: a correction of a session';
}
