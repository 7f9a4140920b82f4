import { pounds } from '../../../../shared/domain/money-words.ts';
import { hasAssessed } from '../../../../shared/domain/place.ts';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import { isApprover } from '../../../../shared/staff/permissions.ts';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { signInPath } from '../../../../shared/staff/staff-deps.ts';
import { signedInLately, type Visit } from '../../../../shared/staff/visit.ts';
import { placePath } from '../../../../shared/staff/words/references.ts';
import { unusableWords } from '../../../../shared/staff/words/states.ts';
import { shortTime } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import type { FormState } from '../../../../shared/web/forms.ts';
import { RejectForm } from './reject-form.tsx';

export interface DecideProps {
  readonly visit: Visit;
  readonly file: CaseFile;
  readonly place: NonNullable<CaseFile['place']>;
  readonly form: FormState;
}

/** What stands in the way of this person deciding; undefined when nothing does. */
function whyNot({ visit, file, place }: DecideProps): string | undefined {
  const { actor } = visit;
  const { value } = place;
  if (hasAssessed(value, actor)) {
    return 'You assessed this person, so somebody else decides on the place. Please ask a coordinator, or their deputy.';
  }
  if (!isApprover(actor)) return 'A coordinator, or their deputy, decides on this place.';
  if (value.state === 'reserved' && value.firstApproverId === actor.id) {
    return 'You have given the first of two approvals. Another coordinator gives the second, because of the sum.';
  }
  const { onHold, safeguardingPause } = file.referral.value;
  return value.state === 'reserved' && (onHold !== undefined || safeguardingPause !== undefined)
    ? 'The case is paused, so nothing new is promised. It can be decided once the pause ends.'
    : undefined;
}

/** What a coordinator decides here. It is a sensitive step: they have signed in lately, or do so once more. */
export function Decide(props: DecideProps) {
  const { visit, place } = props;
  const { state, id } = place.value;
  if (state !== 'reserved' && state !== 'requested') return null;
  const because = whyNot(props);
  if (because !== undefined) return <InsetText>{because}</InsetText>;
  if (!signedInLately(visit)) {
    const query = new URLSearchParams({ returnTo: placePath(id), again: 'yes' });
    return (
      <>
        <InsetText>
          Deciding on a place is a sensitive step. You signed in a while ago, so please show once more that it is you.
        </InsetText>
        <Button href={`${signInPath}?${query}`}>Sign in again to decide</Button>
      </>
    );
  }
  return (
    <section>
      <h2 class="govuk-heading-m">Decide</h2>
      {state === 'reserved' ? <ApproveForm {...props} /> : <ConfirmForm {...props} />}
      <RejectForm
        visit={visit}
        form={props.form}
        what="this place"
        path={placePath(id)}
        version={place.version}
        consequence="The money goes back to its gifts. A call to tell the person becomes a task."
      />
    </section>
  );
}

function ApproveForm({ visit, place }: DecideProps) {
  const { value } = place;
  if (value.state !== 'reserved') return null;
  const limit = visit.deps.settings.approval.secondPersonAbove;
  return (
    <Form action={`${placePath(value.id)}/approve`} csrfToken={visit.csrfToken}>
      <Seen version={place.version} />
      <p class="govuk-body">
        Approve by {shortTime(value.approveBy)}. After that the money goes back, and the place keeps its clock.
      </p>
      {value.amount > limit && value.firstApproverId === undefined ? (
        <p class="govuk-body">Above {pounds(limit)} two people approve. Yours is the first approval.</p>
      ) : null}
      {value.firstApproverId === undefined ? null : (
        <p class="govuk-body">The first of two approvals is given. Yours is the second.</p>
      )}
      <Button preventDoubleClick>Approve this place</Button>
    </Form>
  );
}

/** A place that lost its money waits for a coordinator's word before it draws again. */
function ConfirmForm({ visit, place }: DecideProps) {
  const { value } = place;
  if (value.state !== 'requested' || !value.unusable.some((why) => why !== 'paused')) return null;
  return (
    <Form action={`${placePath(value.id)}/confirm`} csrfToken={visit.csrfToken}>
      <Seen version={place.version} />
      <p class="govuk-body">
        This place draws no money now: {value.unusable.map((why) => unusableWords[why]).join('; ')}. It keeps its clock,
        and draws again once you confirm it.
      </p>
      <Button preventDoubleClick>Confirm that it waits on</Button>
    </Form>
  );
}
