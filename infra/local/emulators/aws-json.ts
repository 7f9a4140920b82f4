import * as z from 'zod';

/** An emulator refused a call; `code` is the AWS name of the error. */
export class AwsRefusal extends Error {
  readonly code: string;
  constructor(code: string, operation: string, message: string) {
    super(`${operation}: ${code}${message === '' ? '' : ` (${message})`}`);
    this.name = 'AwsRefusal';
    this.code = code;
  }
}

const refusal = z.object({
  __type: z.string().optional(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** Calls one operation of an AWS service that speaks JSON, as the runner itself. Parses what comes back. */
export type AwsCall = <T>(
  operation: string,
  input: Record<string, unknown>,
  answer: z.ZodType<T>,
  signal?: AbortSignal,
) => Promise<T>;

/**
 * The runner's own client of an emulator. The unmodified SDK is for the functions; here a dozen operations are
 * needed, in the shapes in which events carry them, and loading four SDK clients would cost a second of every start.
 */
export const awsJsonClient = (endpoint: string, service: 'dynamodb' | 'sqs', region: string): AwsCall => {
  const signed = `AWS4-HMAC-SHA256 Credential=runner/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=local`;
  return async (operation, input, answer, signal) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': operation, authorization: signed },
      body: JSON.stringify(input),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (response.ok) return answer.parse(body);
    const { __type, message, Message } = refusal.parse(body);
    throw new AwsRefusal(__type?.split('#').at(-1) ?? `HTTP ${response.status}`, operation, message ?? Message ?? '');
  };
};
