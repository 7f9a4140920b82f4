import { Draft, keptUntil, SignInIndex, SignInSession, Token } from '../domain/visit.ts';
import type { RecordType } from './record-type.ts';

const seconds = (instant: string): number => Math.ceil(Date.parse(instant) / 1000);

/** `visits`: drafts, links in mail, signed-in sessions. The only table whose records delete themselves. */
export const visits: {
  draft: RecordType<'draft'>;
  token: RecordType<'token'>;
  'sign-in-session': RecordType<'sign-in-session'>;
  'sign-in-index': RecordType<'sign-in-index'>;
} = {
  draft: { table: 'visits', schema: Draft, expires: ({ expiresAt }) => seconds(expiresAt) },
  token: { table: 'visits', schema: Token, expires: (token) => seconds(keptUntil(token)) },
  'sign-in-session': { table: 'visits', schema: SignInSession, expires: ({ expiresAt }) => seconds(expiresAt) },
  'sign-in-index': { table: 'visits', schema: SignInIndex, expires: ({ expiresAt }) => seconds(expiresAt) },
};
