import * as z from 'zod';

/** The largest webhook we read: the provider's are far below. */
const mostBytes = 256 * 1024;

/** A request of the HTTP API, reduced to what a webhook is; a body in base64 is decoded to the bytes that were signed. */
export const WebhookRequest = z.lazy(() =>
  z
    .object({
      headers: z.record(z.string(), z.string().optional()),
      body: z.string().max(mostBytes).default(''),
      isBase64Encoded: z.boolean().default(false),
    })
    .transform(({ headers, body, isBase64Encoded }) => ({
      rawBody: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
      signature: headers['stripe-signature'],
    })),
);
