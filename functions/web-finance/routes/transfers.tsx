import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { TransferId } from '../../../events/values.ts';
import { agreeToTransfer, declineTransfer, withdrawTransfer } from '../../../shared/commands/transfer.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField, toPutRight } from '../../../shared/staff/form-answers.ts';
import { readTransferFile } from '../../../shared/staff/queries/funds.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { DoneName } from '../../../shared/staff/words/done.ts';
import { transferPath } from '../../../shared/staff/words/references.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { TransferPage } from '../pages/funds/transfer-page.tsx';

const Answered = z.lazy(() =>
  z.object({ seen: seenField, 'seen-from': seenField.optional(), 'seen-to': seenField.optional() }),
);
type Answered = z.infer<typeof Answered>;

interface Step {
  readonly done: DoneName;
  readonly run: (visit: Visit, transferId: TransferId, seen: Answered) => Promise<Outcome<undefined>>;
}

const steps: Readonly<Record<'agree' | 'decline' | 'withdraw', Step>> = {
  agree: {
    done: 'transfer-agreed',
    run: ({ deps, actor }, transferId, { seen, 'seen-from': from = -1, 'seen-to': to = -1 }) =>
      agreeToTransfer(deps, { transferId, seen: { transfer: seen, from, to } }, actor),
  },
  decline: {
    done: 'transfer-declined',
    run: ({ deps, actor }, transferId, { seen }) => declineTransfer(deps, { transferId, seen }, actor),
  },
  withdraw: {
    done: 'transfer-withdrawn',
    run: ({ deps, actor }, transferId, { seen }) => withdrawTransfer(deps, { transferId, seen }, actor),
  },
};

/** One transfer between funds, and the second person's decision: for whoever signed in lately, or has just done so again. */
export function createTransferRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/transfers/:transfer',
    forArea(deps, 'pool', (visit) => showTransfer(visit)),
  );
  for (const [name, step] of Object.entries(steps)) {
    addSensitiveStep(routes, deps, {
      button: `/transfers/:transfer/${name}`,
      area: 'keep-funds',
      page: pageIn,
      press: (visit) => decide(visit, step),
    });
  }
  return routes;
}

const idIn = (visit: Visit): TransferId | undefined => TransferId.safeParse(visit.c.req.param('transfer')).data;

const pageIn = (visit: Visit) => {
  const id = idIn(visit);
  return id && transferPath(id);
};

async function showTransfer(
  visit: Visit,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const id = idIn(visit);
  const file = id === undefined ? undefined : await readTransferFile(visit.deps.store, id);
  if (file === undefined) return showMissing(visit);
  return show(visit, <TransferPage visit={visit} file={file} form={form} />, status);
}

async function decide(visit: Visit, { done, run }: Step): Promise<Response> {
  const id = idIn(visit);
  if (id === undefined) return showMissing(visit);
  const fields = await readForm(visit.c);
  const form = parseForm(Answered, fields);
  const answer = form.ok ? await run(visit, id, form.value) : undefined;
  if (answer?.ok === true) return showDone(visit, transferPath(id), done);
  const again = answer === undefined ? (form.ok ? undefined : toPutRight(form)) : refused(fields, answer.refusal);
  return again === undefined ? showTransfer(visit) : showTransfer(visit, again.form, again.status);
}
