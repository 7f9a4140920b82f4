import { Hono } from 'hono';
import * as z from 'zod';
import type { LocalDate } from '../../../events/values.ts';
import { readPeriod } from '../../../shared/commands/read-ledger.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import type { LedgerOf, Period } from '../../../shared/domain/ledger.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { downloadCsv } from '../../../shared/staff/download.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { readFunds } from '../../../shared/staff/queries/pool-truth.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { dateField } from '../../../shared/web/form-fields.ts';
import {
  type FormFields,
  fillForm,
  gatherFields,
  type ParsedForm,
  parseForm,
  refuseField,
} from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { type Statement, StatementsPage, wholes } from '../pages/statements-page.tsx';
import {
  csvOfFigures,
  type Figures,
  figuresOfActivities,
  figuresOfFund,
  figuresOfFunds,
  figuresOfTrialBalance,
} from '../queries/figures.ts';

/** Statements of funds and of the whole, on a page and as files. */
export const createStatementRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .get('/statements', forArea(deps, 'statements', showStatement))
    .get('/statements/export', forArea(deps, 'statements', saveStatement));

const Asked = z.lazy(() =>
  z.object({
    of: z.string('Choose what the statement is of'),
    from: dateField({ missing: 'Enter the first day', wrong: 'Enter a first day that exists' }),
    through: dateField({ missing: 'Enter the last day', wrong: 'Enter a last day that exists' }),
  }),
);
type Asked = z.infer<typeof Asked>;

const dateFields = (date: LocalDate) => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year, month: String(Number(month)), day: String(Number(day)) };
};

/** What is asked for; this month up to today, when nothing is. */
function fieldsOf({ c, deps, now }: Visit): FormFields {
  const fields = gatherFields(new URL(c.req.url).searchParams);
  const today = dateFields(localDay(now, deps.settings.office));
  const usual = { of: 'activities', from: { ...today, day: '1' }, through: today };
  return { ...usual, ...fields };
}

function parseAsked(fields: FormFields, funds: readonly Fund[]): ParsedForm<Asked> {
  const form = parseForm(Asked, fields);
  if (!form.ok) return form;
  const { of, from, through } = form.value;
  const isKnown = [...wholes.map(({ value }) => value), ...funds.map(({ id }) => id)].some((known) => known === of);
  if (!isKnown) return { ok: false, ...refuseField(fields, 'of', 'Choose what the statement is of') };
  if (from > through) {
    const [error] = refuseField(fields, 'through', 'The last day must not be before the first').errors;
    const errors = error === undefined ? [] : [{ ...error, href: '#through-day' }];
    return { ok: false, values: fields, errors };
  }
  return form;
}

function figuresOf(of: string, funds: readonly Fund[], ledger: LedgerOf): Figures {
  const fund = funds.find(({ id }) => id === of);
  if (fund !== undefined) return figuresOfFund(fund, ledger);
  if (of === 'funds') return figuresOfFunds(funds, ledger);
  if (of === 'trial-balance') return figuresOfTrialBalance(ledger, new Map(funds.map(({ id, name }) => [id, name])));
  return figuresOfActivities(funds, ledger);
}

async function readStatement(visit: Visit, { of, ...period }: Asked, funds: readonly Fund[]): Promise<Statement> {
  const { ledger, stoppedIn } = await readPeriod(visit.deps, period);
  return { figures: figuresOf(of, funds, ledger), period, csvPath: csvPathOf(of, period), stoppedIn };
}

function csvPathOf(of: string, { from, through }: Period): string {
  const query = new URLSearchParams({ of });
  for (const [name, date] of Object.entries({ from, through }))
    for (const [part, value] of Object.entries(dateFields(date))) query.set(`${name}-${part}`, value);
  return `/console/statements/export?${query}`;
}

async function showStatement(visit: Visit): Promise<Response> {
  const fields = fieldsOf(visit);
  const funds = await readFunds(visit.deps.store, visit.deps.settings.pool.id);
  const asked = parseAsked(fields, funds);
  const statement = asked.ok ? await readStatement(visit, asked.value, funds) : undefined;
  const form = asked.ok ? fillForm(fields) : asked;
  const page = <StatementsPage visit={visit} funds={funds} form={form} statement={statement} />;
  return show(visit, page, asked.ok ? 200 : 422);
}

async function saveStatement(visit: Visit): Promise<Response> {
  const funds = await readFunds(visit.deps.store, visit.deps.settings.pool.id);
  const asked = parseAsked(fieldsOf(visit), funds);
  if (!asked.ok) return showMissing(visit);
  const { figures, period, stoppedIn } = await readStatement(visit, asked.value, funds);
  // A file cannot say beside itself that it is not whole.
  if (stoppedIn !== undefined) return showMissing(visit);
  return downloadCsv(visit, `${asked.value.of}-${period.from}-to-${period.through}`, csvOfFigures(figures, period));
}
