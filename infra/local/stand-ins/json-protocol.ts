import { createServer, type Server } from 'node:http';
import * as z from 'zod';
import { accessKeyIn } from '../functions/credentials.ts';

/** A refusal that the caller's SDK turns into an exception of this name. */
export class ServiceError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
  }
}

/** Whether the caller may do this to that; throws ServiceError when not. */
export type May = (action: string, resource: string) => void;

/** Answers one operation. Throws ServiceError to refuse. */
export type Operation = (input: unknown, may: May) => unknown;

/**
 * Serves operations of AWS services in the JSON protocol that the unmodified SDK speaks, by their full target such as
 * `TrentService.Decrypt`. What the caller may do, `mayOf` tells by the signature; `refused` hears of every refusal.
 */
export const createJsonService = (
  operations: Record<string, Operation>,
  mayOf: (authorization: string | undefined) => May,
  refused: (accessKey: string, target: string, error: ServiceError) => void,
): Server =>
  createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? `${request.method} ${request.url}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const reply = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    };
    try {
      const operation = operations[target];
      if (operation === undefined) {
        throw new ServiceError('UnknownOperationException', `Nothing on this machine stands in for "${target}".`);
      }
      const input: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
      reply(200, operation(input, mayOf(request.headers.authorization)));
    } catch (error) {
      const known =
        error instanceof ServiceError
          ? error
          : new ServiceError(
              'ValidationException',
              error instanceof z.ZodError ? z.prettifyError(error) : String(error),
            );
      refused(accessKeyIn(request.headers.authorization), target, known);
      reply(400, { __type: known.code, message: known.message });
    }
  });
