import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { type LocalDate, type Pence, TherapistId } from '../../../events/values.ts';
import { type Applicant, enrolTherapist } from '../../../shared/commands/manage.ts';
import { recordApplication } from '../../../shared/commands/membership.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { CredentialKind } from '../../../shared/domain/therapist.ts';
import { refused, withFreshId } from '../../../shared/staff/form-answers.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import { credentialWords } from '../../../shared/staff/words/case.ts';
import { groupsOf } from '../../../shared/staff/words/groups.ts';
import { therapistPath } from '../../../shared/staff/words/references.ts';
import { dateField, emailField, lineField, phoneField } from '../../../shared/web/form-fields.ts';
import { type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import { AddTherapistPage, ApplicationPage, credentialField } from '../pages/add-therapist-page.tsx';
import { hasReach, practiceFields, withoutReach } from '../practice-fields.ts';

const Basics = (feeCap: Pence) =>
  z
    .object({
      therapist: TherapistId,
      name: lineField({ missing: 'Enter the therapist’s name' }),
      email: emailField({
        missing: 'Enter the therapist’s email address',
        wrong: 'Enter an email address like name@example.org',
      }),
      phone: phoneField({
        missing: 'Enter the therapist’s telephone number',
        wrong: 'Enter a telephone number, like 01632 960 001',
      }),
      ...practiceFields(feeCap),
    })
    .refine(hasReach, withoutReach);

const paperName = (kind: CredentialKind): string =>
  credentialWords[kind].replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());

/** From when and through when each credential is valid. Both days count, and today must be one of them. */
const Papers = (today: LocalDate) =>
  z.object(
    Object.fromEntries(
      CredentialKind.options.flatMap((kind) => [
        [
          credentialField(kind, 'from'),
          dateField({
            missing: `Enter from when the ${paperName(kind)} is valid`,
            wrong: 'Enter a day that exists',
          }).refine((day) => day <= today, `The ${paperName(kind)} must be valid today: enter today or an earlier day`),
        ],
        [
          credentialField(kind, 'through'),
          dateField({
            missing: `Enter until when the ${paperName(kind)} is valid`,
            wrong: 'Enter a day that exists',
          }).refine((day) => day >= today, `The ${paperName(kind)} must be valid today: enter today or a later day`),
        ],
      ]),
    ),
  );

const credentialsOf = (papers: Readonly<Record<string, LocalDate>>): Applicant['credentials'] =>
  CredentialKind.options.flatMap((kind) => {
    const validFrom = papers[credentialField(kind, 'from')];
    const validThrough = papers[credentialField(kind, 'through')];
    return validFrom === undefined || validThrough === undefined ? [] : [{ kind, validFrom, validThrough }];
  });

const showPage = (visit: Visit, form: FormState, status: ContentfulStatusCode = 200): Promise<Response> =>
  show(visit, <AddTherapistPage visit={visit} form={form} />, status);

/** The id comes with the page, so that a form sent twice is one therapist. */
export const showAddForm = (visit: Visit): Promise<Response> =>
  showPage(visit, fillForm({ therapist: visit.deps.newId('thr') }));

type Described = z.output<ReturnType<typeof Basics>>;

const applicationOf = (described: Described, credentials: Applicant['credentials']) => {
  const { therapist: therapistId, name, email, phone, competences, meets, area, reach, capacity, fee } = described;
  const applicant: Applicant = {
    competences: groupsOf(competences),
    modes: meets,
    area: area.district,
    region: area.region,
    // Whoever only meets online need not be reached.
    reachKm: reach ?? 0,
    fee,
    capacity,
    credentials,
  };
  return { therapistId, applicant, fields: { name, email, phone } };
};

const showApplication = (visit: Visit, form: FormState, status: ContentfulStatusCode = 200): Promise<Response> =>
  show(visit, <ApplicationPage visit={visit} form={form} />, status);

export const showApplicationForm = (visit: Visit): Promise<Response> =>
  showApplication(visit, fillForm({ therapist: visit.deps.newId('thr') }));

/** Somebody asks to join, whose papers have not been seen yet. */
export async function apply(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const old = withFreshId(fields, 'therapist', TherapistId, () => deps.newId('thr'));
  if (old !== undefined) return showApplication(visit, old, 422);
  const basics = parseForm(Basics(deps.settings.therapy.feeCap), fields);
  if (!basics.ok) return showApplication(visit, basics, 422);
  const outcome = await recordApplication(deps, applicationOf(basics.value, []), actor);
  if (outcome.ok) return showDone(visit, therapistPath(outcome.value), 'application-recorded');
  const { form, status } = refused(fields, outcome.refusal);
  return showApplication(visit, form, status);
}

export async function add(visit: Visit): Promise<Response> {
  const { deps, actor, c, now } = visit;
  const fields = await readForm(c);
  const old = withFreshId(fields, 'therapist', TherapistId, () => deps.newId('thr'));
  if (old !== undefined) return showPage(visit, old, 422);
  const basics = parseForm(Basics(deps.settings.therapy.feeCap), fields);
  const papers = parseForm(Papers(localDay(now, deps.settings.office)), fields);
  if (!basics.ok || !papers.ok) {
    const errors = [...(basics.ok ? [] : basics.errors), ...(papers.ok ? [] : papers.errors)];
    return showPage(visit, { values: fields, errors }, 422);
  }
  const outcome = await enrolTherapist(deps, applicationOf(basics.value, credentialsOf(papers.value)), actor);
  if (outcome.ok) return showDone(visit, therapistPath(outcome.value), 'therapist-added');
  const { form, status } = refused(fields, outcome.refusal);
  return showPage(visit, form, status);
}
