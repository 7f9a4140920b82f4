import type { Refusal } from './gate.ts';

/** An answer in a service's own protocol. */
export type Answer = { status: number; contentType: string; body: string };

export type WriteRefusal = (refusal: Refusal) => Answer;

const IN_JSON: Record<Refusal['reason'], string> = {
  'access denied': 'AccessDeniedException',
  'unknown caller': 'UnrecognizedClientException',
  unreadable: 'ValidationException',
};

const IN_XML: Record<Refusal['reason'], string> = {
  'access denied': 'AccessDenied',
  'unknown caller': 'InvalidClientTokenId',
  unreadable: 'ValidationError',
};

/** The name of the exception, which the SDK makes of a refusal in JSON. */
export const exceptionOf = ({ reason }: Refusal): string => IN_JSON[reason];

/** As services that speak JSON refuse: the name of the exception, and why. DynamoDB says 400 to everything. */
export const inJson =
  (statusOfDenial: 400 | 403): WriteRefusal =>
  (refusal) => ({
    status: refusal.reason === 'unreadable' ? 400 : statusOfDenial,
    contentType: 'application/x-amz-json-1.0',
    body: JSON.stringify({
      __type: `com.amazon.coral.service#${exceptionOf(refusal)}`,
      message: refusal.message,
    }),
  });

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** As the mail service refuses. */
export const inXml: WriteRefusal = ({ reason, message }) => ({
  status: reason === 'unreadable' ? 400 : 403,
  contentType: 'text/xml',
  body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${IN_XML[reason]}</Code><Message>${escaped(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
});
