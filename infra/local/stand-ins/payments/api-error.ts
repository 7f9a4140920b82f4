/** The `error` of an answer that is not a success, as Stripe words it. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  doc_url?: string;
  request_log_url?: string;
}

/** Thrown by whatever answers a request; the server turns it into Stripe's error shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** 400: a parameter is missing, unknown or wrong. */
export function invalidRequest(message: string, more: { code?: string; param?: string } = {}): ApiError {
  const docs =
    more.code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${more.code.replaceAll('_', '-')}` };
  return new ApiError(400, { type: 'invalid_request_error', message, ...more, ...docs });
}

/** 404: the address is one of ours, the object is not there. */
export function noSuch(what: string, id: string, param = 'id'): ApiError {
  return new ApiError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    message: `No such ${what}: '${id}'`,
    param,
  });
}

/** 404: the address itself is unknown. Silence would make the stand-in a lie. */
export function unknownAddress(method: string, path: string): ApiError {
  return new ApiError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}

/** 401: no key, or not ours. The key is shown as Stripe shows it, starred but for its ends. */
export function wrongKey(key: string | undefined): ApiError {
  if (key === undefined) {
    return new ApiError(401, {
      type: 'invalid_request_error',
      message:
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    });
  }
  const starred = `${key.slice(0, 8)}${'*'.repeat(Math.max(4, key.length - 12))}${key.slice(-4)}`;
  return new ApiError(401, { type: 'invalid_request_error', message: `Invalid API Key provided: ${starred}` });
}
