import { Draft, keptUntil, SignInSession, Token } from '../domain/visit.ts';
import type { RecordType } from './record-type.ts';

const seconds = (instant: string): number => Math.ceil(Date.parse(instant) / 1000);

/** `visits`: drafts, links in mail, signed-in sessions. The only table whose records delete themselves. */
export const visits: {
  draft: RecordType<'draft'>;
  token: RecordType<'token'>;
  'sign-in-session': RecordType<'sign-in-session'>;
} = {
  draft: { table: 'visits', schema: Draft, expires: ({ expiresAt }) => seconds(expiresAt) },
  token: { table: 'visits', schema: Token, expires: (token) => seconds(keptUntil(token)) },
  'sign-in-session': { table: 'visits', schema: SignInSession, expires: ({ expiresAt }) => seconds(expiresAt) },
};
