import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { type Pence, PriorityBand, TherapyMode } from '../../../events/values.ts';
import { recordAssessment } from '../../../shared/commands/assess.ts';
import type { AssessmentFindings } from '../../../shared/domain/assess.ts';
import { Needs } from '../../../shared/domain/assessment.ts';
import type { Referral } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField, toPutRight } from '../../../shared/staff/form-answers.ts';
import { type CaseFile, loadCaseFile } from '../../../shared/staff/queries/case-file.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { groupsOf, groupValue, groupValues } from '../../../shared/staff/words/groups.ts';
import { casePath } from '../../../shared/staff/words/references.ts';
import { choiceField, choicesField, numberField, optionalField, poundsField } from '../../../shared/web/form-fields.ts';
import { type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { AssessPage, suitabilities } from '../pages/assess-page.tsx';

/** The assessment of one case. */
export function createAssessRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/cases/:case/assess', forArea(deps, 'assess', showForm));
  routes.post('/cases/:case/assess', forArea(deps, 'assess', record));
  return routes;
}

const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>): Key[] => Object.keys(words) as Key[];

const contributionWords = {
  missing: 'Enter what the person can pay for a session, or 0',
  wrong: 'Enter an amount in pounds, like 12.50, or 0',
};

/** Needs and means. The contribution is asked of those who cannot pay the whole. */
const Findings = ({ therapy }: CharitySettings) =>
  z
    .object({
      seen: seenField,
      suitability: choiceField(keysOf(suitabilities), { missing: 'Choose whether we can help this person' }),
      groups: choicesField(groupValues, { missing: 'Choose what the person asks help with' }),
      primary: choiceField(groupValues, { missing: 'Choose what it is mainly about' }),
      level: choiceField(Needs.unwrap().shape.level.options, { missing: 'Choose the level of need' }),
      mode: choiceField(TherapyMode.options, { missing: 'Choose how the person will meet the therapist' }),
      sessions: numberField({
        missing: 'Enter how many sessions you recommend',
        wrong: `Enter a whole number of sessions from 1 to ${therapy.maximumSessions}`,
        min: 1,
        max: therapy.maximumSessions,
      }),
      whole: choiceField(['yes', 'no'], { missing: 'Choose whether the person can pay the whole fee' }),
      contribution: optionalField(
        poundsField({
          ...contributionWords,
          most: {
            pence: therapy.feeCap - 1,
            message: 'Enter less than the whole fee, or choose that the person can pay the whole',
          },
        }),
      ),
      band: choiceField(PriorityBand.options, { missing: 'Choose the priority' }),
    })
    .refine(({ groups, primary }) => groups.includes(primary), {
      path: ['primary'],
      message: 'Choose one of the things ticked above as the main one',
    })
    .refine(({ whole, contribution }) => whole === 'yes' || contribution !== undefined, {
      path: ['contribution'],
      message: contributionWords.missing,
    });

type FoundValues = z.output<ReturnType<typeof Findings>>;

const findingsOf = (found: FoundValues): AssessmentFindings | undefined => {
  const [primaryGroup] = groupsOf([found.primary]);
  return primaryGroup === undefined
    ? undefined
    : {
        suitability: suitabilities[found.suitability].code,
        needs: {
          groups: groupsOf(found.groups),
          primaryGroup,
          level: found.level,
          mode: found.mode,
          sessions: found.sessions,
        },
        means: {
          canPayWhole: found.whole === 'yes',
          contribution: found.whole === 'yes' ? (0 as Pence) : (found.contribution ?? (0 as Pence)),
        },
        band: found.band,
      };
};

/** What the person said when they asked is where the assessor begins. */
const asAsked = ({ groups, mode }: Referral): FormState =>
  fillForm({
    groups: groups.map(groupValue),
    mode,
    ...(groups.length === 1 ? { primary: groups.map(groupValue)[0] ?? '' } : {}),
  });

async function showForm(visit: Visit): Promise<Response> {
  const file = await loadCaseFile(visit.deps.store, visit.c.req.param('case'));
  return file === undefined ? showMissing(visit) : showPage(visit, file, asAsked(file.referral.value));
}

const showPage = (
  visit: Visit,
  file: CaseFile,
  form: FormState,
  status: ContentfulStatusCode = 200,
): Promise<Response> => show(visit, <AssessPage visit={visit} file={file} form={form} />, status);

async function record(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const file = await loadCaseFile(deps.store, c.req.param('case'));
  if (file === undefined) return showMissing(visit);
  const fields = await readForm(c);
  const form = parseForm(Findings(deps.settings), fields);
  const findings = form.ok ? findingsOf(form.value) : undefined;
  if (!form.ok || findings === undefined) {
    const { form: again, status } = toPutRight(form.ok ? fillForm(fields) : form);
    return showPage(visit, file, again, status);
  }
  const referralId = file.referral.value.id;
  const outcome = await recordAssessment(deps, { referralId, seen: form.value.seen, findings }, actor);
  if (outcome.ok) return showDone(visit, casePath(referralId), 'assessed');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, (await loadCaseFile(deps.store, referralId)) ?? file, again, status);
}
