import * as z from 'zod';
import { EmailId } from './values.ts';

/** A decision wants somebody told. Whether and what may be said is decided as it is sent. */
export const EmailRequested = z.lazy(() => z.strictObject({ emailId: EmailId }));
/** The mail service took the mail. Whether it arrived is for the service to report. */
export const EmailSent = z.lazy(() => z.strictObject({ emailId: EmailId }));
/** The mail service reports that it arrived. */
export const EmailDelivered = z.lazy(() => z.strictObject({ emailId: EmailId }));
/** The mail service reports that it was refused: somebody reaches the person another way. */
export const EmailBounced = z.lazy(() => z.strictObject({ emailId: EmailId }));
/** The mail service reports that its reader called it unwanted: nothing more is sent there. */
export const EmailComplained = z.lazy(() => z.strictObject({ emailId: EmailId }));
/** The reason for the mail no longer held by the time it would have been sent. */
export const EmailOvertaken = z.lazy(() => z.strictObject({ emailId: EmailId }));
