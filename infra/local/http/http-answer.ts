import * as z from 'zod';
import { frontNotices, frontPage } from '../../front-page.ts';

const answer = z.object({
  statusCode: z.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

/** The headers that the front puts on what is from no page of ours, as its policy in the template says. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** What is answered when a function has no answer to give: in the words of the firewall, which stands before the API. */
export const refusal = (status: number, notice: keyof typeof frontNotices): HttpAnswer => ({
  status,
  headers: HEADERS,
  body: Buffer.from(frontPage(frontNotices[notice], [])),
});

/** What an HTTP API makes of the result of a function: payload format 2.0. */
export const readHttpAnswer = (result: unknown): HttpAnswer => {
  const hasStatus = typeof result === 'object' && result !== null && 'statusCode' in result;
  if (!hasStatus) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const parsed = answer.safeParse(result);
  if (!parsed.success) return refusal(500, 'unavailable');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status: statusCode,
    headers: { ...Object.fromEntries(lowered), ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};
