/**
 * Trigger: the queue of the mail service's reports (a mail arrived, was refused, or was called unwanted).
 * Writes: the mail's record; for a refused one a task to reach the person another way, and that the address takes no mail.
 * Emits: email.delivered, email.bounced, email.complained.
 * A failure hurts: somebody who waits for a mail that never arrived, and nobody knows.
 * Redrive: at any time; a report that was recorded changes nothing more.
 */
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeWorker } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { wrapHandler } from '../../shared/runtime/wrap-handler.ts';
import { Config } from './config.ts';
import { receiveMailReports } from './receive.ts';

const config = readConfig(Config);
const deps = composeDeps(config);
const receiver = { ...composeWorker(deps, config), deps };

export const handler = wrapHandler(receiver, (event) => receiveMailReports(receiver, event));
