import { Hono } from 'hono';
import * as z from 'zod';
import type { LocalDate, ReferralId } from '../../../events/values.ts';
import { recordAuditExport } from '../../../shared/commands/record-audit-export.ts';
import { later, localDay } from '../../../shared/domain/office-days.ts';
import { referralIdOf } from '../../../shared/domain/referral.ts';
import { downloadCsv } from '../../../shared/staff/download.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused } from '../../../shared/staff/form-answers.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { endOfDay, startOfDay } from '../../../shared/staff/words/times.ts';
import { choiceField, dateField, lineField, optionalField } from '../../../shared/web/form-fields.ts';
import {
  type FormFields,
  type FormState,
  fillForm,
  gatherFields,
  parseForm,
  readForm,
  refuseField,
} from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { TrailPage, trailPath } from '../pages/trail-page.tsx';
import { readTrail, startOfTrail, type TrailPlace, type TrailQuestion, trailKinds } from '../queries/audit-trail.ts';
import { csvOfTrail } from '../words/trail.ts';

const aPage = 50;
/** A file has at most so many entries, and is whole or not at all. */
const mostSaved = 2000;
/** What one call has time to look through for it. */
const mostSavedReads = 400;
const usualDays = 7;

/** The audit trail, and a part of it as a file, for whoever signed in lately. */
export function createTrailRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>().get('/audit', forArea(deps, 'audit', showTrail));
  const button = { button: '/audit/export', area: 'audit' } as const;
  addSensitiveStep(routes, deps, { ...button, press: saveTrail, page: () => trailPath });
  return routes;
}

const unknownCase = 'Enter a reference like SP-4F7KQ-2MH8C, or leave it empty';
const caseField = lineField({ missing: unknownCase, max: 40 }).transform((typed, context): ReferralId => {
  const id = referralIdOf(typed);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: unknownCase });
  return z.NEVER;
});

const Asked = z.lazy(() =>
  z
    .object({
      what: choiceField(trailKinds, { missing: 'Choose what to show' }),
      case: optionalField(caseField),
      staff: optionalField(
        lineField({ missing: 'Enter four characters', max: 20 })
          .transform((typed) => typed.toUpperCase())
          .pipe(z.string().regex(/^[0-9A-Z]{4}$/, 'Enter four letters or figures like 3F2A, or leave it empty')),
      ),
      from: dateField({ missing: 'Enter the first day', wrong: 'Enter a first day that exists' }),
      through: dateField({ missing: 'Enter the last day', wrong: 'Enter a last day that exists' }),
    })
    .refine(({ from, through }) => from <= through, {
      path: ['through'],
      message: 'The last day must not be before the first',
    }),
);
type Asked = z.output<typeof Asked>;

const partsOf = (name: string, date: LocalDate): Record<string, string> => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-year`]: year, [`${name}-month`]: String(Number(month)), [`${name}-day`]: String(Number(day)) };
};

const queryOf = ({ what, case: referralId, staff, from, through }: Asked): Record<string, string> => ({
  what,
  ...(referralId === undefined ? {} : { case: referralId.replace(/^ref_/, '') }),
  ...(staff === undefined ? {} : { staff }),
  ...partsOf('from', from),
  ...partsOf('through', through),
});

const questionOf = ({ what, case: referralId, staff, from, through }: Asked): TrailQuestion => ({
  what,
  referralId,
  mark: staff,
  from: startOfDay(from),
  until: endOfDay(through),
});

/** What is asked for; what staff did in the last days, when nothing is. */
function fieldsOf({ deps, now }: Visit, given: URLSearchParams): FormFields {
  const { office } = deps.settings;
  const usual = {
    what: 'staff',
    ...partsOf('from', localDay(later(now, { days: 1 - usualDays }), office)),
    ...partsOf('through', localDay(now, office)),
  };
  return gatherFields(new URLSearchParams({ ...usual, ...Object.fromEntries(given) }));
}

/** Where the page goes on; somewhere that no page of ours leads to is no place. */
const Place = z.lazy(() => z.object({ day: z.iso.date(), after: z.string() }));

async function showTrail(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const given = new URL(c.req.url).searchParams;
  const fields = fieldsOf(visit, given);
  const asked = parseForm(Asked, fields);
  if (!asked.ok) return show(visit, <TrailPage visit={visit} form={asked} found={undefined} />, 422);
  const question = questionOf(asked.value);
  const place = Place.safeParse({ day: given.get('day'), after: given.get('after') });
  if (given.has('after') && !place.success) return showMissing(visit);
  const from: TrailPlace = place.success
    ? { day: place.data.day, after: place.data.after === '' ? undefined : place.data.after }
    : startOfTrail(question);
  const found = { ...(await readTrail(deps.store, question, from, aPage)), query: queryOf(asked.value) };
  return show(visit, <TrailPage visit={visit} form={fillForm(fields)} found={found} />);
}

const refuseAll = (visit: Visit, form: FormState, status: 409 | 403 | 404 | 422): Promise<Response> =>
  show(visit, <TrailPage visit={visit} form={form} found={undefined} />, status);

async function saveTrail(visit: Visit): Promise<Response> {
  const { c, deps, actor } = visit;
  const fields = await readForm(c);
  const asked = parseForm(Asked, fields);
  if (!asked.ok) return refuseAll(visit, asked, 422);
  const question = questionOf(asked.value);
  const { entries, next } = await readTrail(deps.store, question, startOfTrail(question), mostSaved, mostSavedReads);
  if (next !== undefined) {
    const tooMany = `That is more than one file may hold (${mostSaved} entries). Choose fewer days, or one case`;
    return refuseAll(visit, refuseField(fields, 'from-day', tooMany), 422);
  }
  const days = `${asked.value.from}-to-${asked.value.through}`;
  const recorded = await recordAuditExport(
    deps,
    { asked: `${new URLSearchParams(queryOf(asked.value))}`, entries: entries.length },
    actor,
  );
  if (recorded.ok) return downloadCsv(visit, `audit-${days}`, csvOfTrail(entries));
  const { form, status } = refused(fields, recorded.refusal);
  return show(visit, <TrailPage visit={visit} form={form} found={undefined} />, status);
}
