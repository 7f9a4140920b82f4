import * as z from 'zod';
import {
  changePractice,
  correctCredential,
  moveMembership,
  renewCredentials,
} from '../../shared/commands/membership.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { hasRole } from '../../shared/domain/actor.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import type { MembershipState } from '../../shared/domain/membership.ts';
import { type Outcome, refuse } from '../../shared/domain/outcome.ts';
import {
  type Credential,
  CredentialKind,
  type Therapist,
  type TherapistState,
  therapistStates,
} from '../../shared/domain/therapist.ts';
import { type Answer, answerOf, seenField, toPutRight } from '../../shared/staff/form-answers.ts';
import { isApprover } from '../../shared/staff/permissions.ts';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { DoneName } from '../../shared/staff/words/done.ts';
import { groupsOf } from '../../shared/staff/words/groups.ts';
import {
  leavingReasons,
  paperReasons,
  practiceReasons,
  suspensionReasons,
  textOfReason,
  valuesOf,
} from '../../shared/staff/words/reasons.ts';
import { choiceField, dateField } from '../../shared/web/form-fields.ts';
import { type FormFields, parseForm } from '../../shared/web/forms.ts';
import { hasReach, practiceFields, withoutReach } from './practice-fields.ts';

/** A step on a membership that one form of a therapist's page takes. */
interface MembershipAction {
  readonly done: DoneName;
  /** Whether the page offers it to this person now; the command refuses it all the same to anybody else. */
  readonly fits: (therapist: Therapist, actor: Actor) => boolean;
  readonly press: (
    deps: StaffDeps,
    therapist: Versioned<'therapist'>,
    fields: FormFields,
    actor: Actor,
  ) => Promise<Answer<undefined>>;
}

const mayMove = (from: TherapistState, to: TherapistState, actor: Actor): boolean =>
  therapistStates.edges.some((edge) => edge.from === from && edge.to === to && hasRole(actor, edge.by));

type Run<Value> = (
  deps: StaffDeps,
  therapist: Versioned<'therapist'>,
  value: Value,
  actor: Actor,
) => Promise<Outcome<undefined>>;

const pressing =
  <Value>(schema: () => z.ZodType<Value>, run: Run<Value>): MembershipAction['press'] =>
  async (deps, therapist, fields, actor) => {
    const form = parseForm(schema(), fields);
    return form.ok ? answerOf(fields, await run(deps, therapist, form.value, actor)) : toPutRight(form);
  };

/** A step of one button, which says by itself what was seen. */
const button = (done: DoneName, from: TherapistState, to: MembershipState, why: string): MembershipAction => ({
  done,
  fits: ({ state }, actor) => state === from && mayMove(from, to, actor),
  press: pressing(
    () => z.object({ seen: seenField }),
    (deps, therapist, { seen }, actor) =>
      moveMembership(deps, { therapistId: therapist.value.id, seen, to, why }, actor),
  ),
});

const suspend: MembershipAction = {
  done: 'therapist-suspended',
  fits: ({ state }, actor) => mayMove(state, 'suspended', actor),
  press: pressing(
    () =>
      z.object({
        seen: seenField,
        'suspend-reason': choiceField(valuesOf(suspensionReasons), { missing: 'Choose why they are suspended' }),
      }),
    (deps, { value: { id: therapistId } }, { seen, 'suspend-reason': reason }, actor) => {
      const why = textOfReason(suspensionReasons, reason);
      return moveMembership(deps, { therapistId, seen, to: 'suspended', why }, actor);
    },
  ),
};

const leave: MembershipAction = {
  done: 'therapist-left',
  fits: ({ state, clients }, actor) => clients === 0 && mayMove(state, 'left', actor),
  press: pressing(
    () =>
      z.object({
        seen: seenField,
        'leave-reason': choiceField(valuesOf(leavingReasons), { missing: 'Choose why they leave' }),
      }),
    (deps, { value: { id: therapistId } }, { seen, 'leave-reason': reason }, actor) => {
      const why = textOfReason(leavingReasons, reason);
      return moveMembership(deps, { therapistId, seen, to: 'left', why }, actor);
    },
  ),
};

/** What a form sends for a paper: two of one kind are told apart by their dates. */
export const paperValue = ({ kind, validFrom, validThrough }: Credential): string =>
  [kind, validFrom, validThrough].join('_');

const Paper = z.lazy(() =>
  z
    .object({
      seen: seenField,
      'paper-kind': choiceField(CredentialKind.options, { missing: 'Choose which paper you have seen' }),
      'paper-from': dateField({ missing: 'Enter from when the paper is valid', wrong: 'Enter a day that exists' }),
      'paper-through': dateField({ missing: 'Enter until when the paper is valid', wrong: 'Enter a day that exists' }),
    })
    .refine((paper) => paper['paper-from'] <= paper['paper-through'], {
      path: ['paper-through'],
      message: 'Enter a day that is not before the first one',
    }),
);

const recordPaper: MembershipAction = {
  done: 'paper-recorded',
  fits: ({ state }, actor) => state !== 'left' && isApprover(actor),
  press: pressing(
    () => Paper,
    (deps, { value: { id: therapistId } }, form, actor) => {
      const kind = form['paper-kind'];
      const paper = { kind, validFrom: form['paper-from'], validThrough: form['paper-through'] };
      return renewCredentials(deps, { therapistId, seen: form.seen, papers: [paper] }, actor);
    },
  ),
};

const Corrected = z.lazy(() =>
  z
    .object({
      seen: seenField,
      'wrong-paper': z.string('Choose which paper has a wrong date').min(1, 'Choose which paper has a wrong date'),
      'right-from': dateField({ missing: 'Enter from when the paper is valid', wrong: 'Enter a day that exists' }),
      'right-through': dateField({ missing: 'Enter until when the paper is valid', wrong: 'Enter a day that exists' }),
      'paper-reason': choiceField(valuesOf(paperReasons), { missing: 'Choose why the dates change' }),
    })
    .refine((paper) => paper['right-from'] <= paper['right-through'], {
      path: ['right-through'],
      message: 'Enter a day that is not before the first one',
    }),
);

const correctPaper: MembershipAction = {
  done: 'paper-corrected',
  fits: ({ state, credentials }, actor) => state !== 'left' && credentials.length > 0 && isApprover(actor),
  press: pressing(
    () => Corrected,
    async (deps, { value: { id: therapistId, credentials } }, form, actor) => {
      const wrong = credentials.find((credential) => paperValue(credential) === form['wrong-paper']);
      if (wrong === undefined) return refuse('not-found', 'there is no such paper');
      const right = { validFrom: form['right-from'], validThrough: form['right-through'] };
      const why = textOfReason(paperReasons, form['paper-reason']);
      return correctCredential(deps, { therapistId, seen: form.seen, wrong, right, why }, actor);
    },
  ),
};

const changeWhatTheyTake: MembershipAction = {
  done: 'practice-changed',
  fits: ({ state }, actor) => state !== 'left' && isApprover(actor),
  press: async (deps, { value: { id: therapistId } }, fields, actor) => {
    const schema = z
      .object({
        seen: seenField,
        ...practiceFields(deps.settings.therapy.feeCap),
        'practice-reason': choiceField(valuesOf(practiceReasons), { missing: 'Choose why it changes' }),
      })
      .refine(hasReach, withoutReach);
    const form = parseForm(schema, fields);
    if (!form.ok) return toPutRight(form);
    const { seen, meets, reach, fee, capacity, competences, area, 'practice-reason': reason } = form.value;
    // Whoever only meets online need not be reached.
    const { district, region } = area;
    const practice = {
      ...{ modes: meets, reachKm: reach ?? 0, fee, capacity },
      ...{ competences: groupsOf(competences), area: district, region },
    };
    const why = textOfReason(practiceReasons, reason);
    return answerOf(fields, await changePractice(deps, { therapistId, seen, practice, why }, actor));
  },
};

/** By the last part of the address that the form is posted to. */
export const membershipActions = {
  'accept-references': button('references-accepted', 'applied', 'references', 'the references are in order'),
  'record-training': button('training-recorded', 'references', 'trained', 'the certificate was awarded'),
  admit: button('therapist-admitted', 'trained', 'member', 'every paper is in order'),
  reinstate: button('therapist-reinstated', 'suspended', 'member', 'the suspension is over'),
  suspend,
  leave,
  'record-paper': recordPaper,
  'correct-paper': correctPaper,
  'change-practice': changeWhatTheyTake,
} as const satisfies Record<string, MembershipAction>;
export type MembershipActionName = keyof typeof membershipActions;
