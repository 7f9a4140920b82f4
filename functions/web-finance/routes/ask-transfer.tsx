import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { FundId, TransferId } from '../../../events/values.ts';
import { openFunds } from '../../../shared/commands/fund.ts';
import { requestTransfer } from '../../../shared/commands/transfer.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Fund, Lot } from '../../../shared/domain/fund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { type Transfer, transferBasis } from '../../../shared/domain/transfer.ts';
import { refused, seenField, withFreshId } from '../../../shared/staff/form-answers.ts';
import { readLotsPastTheirDay, readOpenLots } from '../../../shared/staff/queries/pool-truth.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import {
  closingFundReasons,
  pastDayReasons,
  textOfReason,
  transferReasons,
  valuesOf,
} from '../../../shared/staff/words/reasons.ts';
import { transferPath } from '../../../shared/staff/words/references.ts';
import { choiceField, poundsField, tickedField } from '../../../shared/web/form-fields.ts';
import { type FormFields, type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import { CloseFundPage, MoveMoneyPage, MovePastDayPage } from '../pages/funds/ask-transfer-page.tsx';

type Purpose = Transfer['purpose'];

const pages = { move: MoveMoneyPage, closing: CloseFundPage, 'past-its-day': MovePastDayPage } as const;

const none: { readonly items: readonly Lot[] } = { items: [] };

/** The open funds that money of this one may go to. */
const findTargets = async ({ deps }: Visit, fund: Fund, purpose: Purpose): Promise<readonly Fund[]> =>
  (await openFunds(deps)).filter((other) => other.id !== fund.id && transferBasis(fund, other, purpose) !== undefined);

async function showPage(
  visit: Visit,
  fund: Versioned<'fund'>,
  purpose: Purpose,
  form: FormState,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { store, settings } = visit.deps;
  const today = localDay(visit.deps.now(), settings.office);
  const [targets, drawable, late] = await Promise.all([
    findTargets(visit, fund.value, purpose),
    purpose === 'past-its-day' ? none : readOpenLots(store, fund.value.id, today),
    purpose === 'move' ? none : readLotsPastTheirDay(store, fund.value.id, today),
  ]);
  const lots = { items: [...drawable.items, ...late.items] };
  const free = lots.items.reduce((sum, lot) => sum + lot.free, 0);
  const Page = pages[purpose];
  return show(visit, <Page visit={visit} fund={fund} targets={targets} free={free} form={form} />, status);
}

export const showPastDayForm = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> =>
  showPage(visit, fund, 'past-its-day', fillForm({ transfer: freshId(visit) }));

const freshId = ({ deps }: Visit): string => deps.newId('trf');

export const showMoveForm = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> =>
  showPage(visit, fund, 'move', fillForm({ transfer: freshId(visit) }));

export const showCloseForm = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> =>
  showPage(visit, fund, 'closing', fillForm({ transfer: freshId(visit) }));

const common = (targets: readonly Fund[]) => ({
  seen: seenField,
  transfer: TransferId,
  to: choiceField(
    targets.map(({ id }) => id),
    { missing: 'Choose the fund that the money goes to' },
  ).transform((id) => FundId.parse(id)),
});

const Move = (targets: readonly Fund[]) =>
  z
    .object({
      ...common(targets),
      amount: poundsField({
        missing: 'Enter how much is to be moved',
        wrong: 'Enter an amount in pounds, like 720 or 12.50',
      }),
      reason: choiceField(valuesOf(transferReasons), { missing: 'Choose why the money is moved' }),
    })
    .transform((form) => ({ ...form, reason: textOfReason(transferReasons, form.reason) }));

const Closing = (targets: readonly Fund[]) =>
  z
    .object({
      ...common(targets),
      reason: choiceField(valuesOf(closingFundReasons), { missing: 'Choose why the fund is closed' }),
      serves: tickedField({
        missing: 'Tick the box if that fund uses the money as donors were told. If it does not, choose another one',
      }),
    })
    .transform((form) => ({ ...form, amount: undefined, reason: textOfReason(closingFundReasons, form.reason) }));

const PastDay = (targets: readonly Fund[]) =>
  z
    .object({
      ...common(targets),
      reason: choiceField(valuesOf(pastDayReasons), { missing: 'Choose why it was not spent by its date' }),
      serves: tickedField({
        missing: 'Tick the box if that fund uses the money as donors were told. If it does not, choose another one',
      }),
    })
    .transform((form) => ({ ...form, amount: undefined, reason: textOfReason(pastDayReasons, form.reason) }));

type Wish = z.infer<ReturnType<typeof Move>> | z.infer<ReturnType<typeof Closing | typeof PastDay>>;

async function ask(
  visit: Visit,
  fund: Versioned<'fund'>,
  purpose: Purpose,
  schema: (targets: readonly Fund[]) => z.ZodType<Wish>,
): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields: FormFields = await readForm(c);
  const old = withFreshId(fields, 'transfer', TransferId, () => freshId(visit));
  if (old !== undefined) return showPage(visit, fund, purpose, old, 422);
  const form = parseForm(schema(await findTargets(visit, fund.value, purpose)), fields);
  if (!form.ok) return showPage(visit, fund, purpose, form, 422);
  const { transfer: id, to, amount, reason, seen } = form.value;
  const wish = { id, purpose, amount, reason, fromFundId: fund.value.id, toFundId: to, seen };
  const outcome = await requestTransfer(deps, wish, actor);
  if (outcome.ok) return showDone(visit, transferPath(id), 'transfer-requested');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, fund, purpose, again, status);
}

export const askToMove = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> => ask(visit, fund, 'move', Move);

export const askToClose = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> =>
  ask(visit, fund, 'closing', Closing);

export const askToMovePastDay = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> =>
  ask(visit, fund, 'past-its-day', PastDay);
