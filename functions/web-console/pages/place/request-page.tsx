import type { Versioned } from '../../../../shared/domain/decision.ts';
import { pounds } from '../../../../shared/domain/money-words.ts';
import { hasAssessed } from '../../../../shared/domain/place.ts';
import { referenceOf } from '../../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Facts, Seen, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import { isApprover } from '../../../../shared/staff/permissions.ts';
import { signInPath } from '../../../../shared/staff/staff-deps.ts';
import { signedInLately, type Visit } from '../../../../shared/staff/visit.ts';
import { casePath, placePath, requestPath } from '../../../../shared/staff/words/references.ts';
import { staffMark } from '../../../../shared/staff/words/roles.ts';
import { unusableWords } from '../../../../shared/staff/words/states.ts';
import { shortDay, shortTime } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import type { FormState } from '../../../../shared/web/forms.ts';
import type { Told } from '../../queries/explain-place.ts';
import { requestStateWords, whatItAsks } from '../../words/requests.ts';
import { RejectForm } from './reject-form.tsx';
import { SmallerBlock } from './smaller-block.tsx';
import { WhatWouldFund } from './what-would-fund.tsx';

export interface RequestPageProps {
  readonly visit: Visit;
  readonly request: Versioned<'request'>;
  /** Only while it waits for money. */
  readonly told: Told | undefined;
  readonly form: FormState;
}

/** What a place in hand asks for, why it has money or has none, and the decision on it. */
export function RequestPage(props: RequestPageProps) {
  const { visit, request, told, form } = props;
  const { value } = request;
  const reference = referenceOf(value.referralId);
  return (
    <ConsolePage
      visit={visit}
      title={`Request of ${reference}`}
      above={[{ text: `Case ${reference}`, path: casePath(value.referralId) }]}
      form={form}
    >
      <h1 class="govuk-heading-l govuk-!-margin-bottom-3">
        What the place of <span class="unbroken">{reference}</span> asks for
      </h1>
      <p class="govuk-body">
        <StateTag state={requestStateWords[value.state]} /> {whatItAsks(value)}
      </p>
      {value.state !== 'requested' || value.unusable.length === 0 ? null : (
        <p class="govuk-body">It draws no money now: {value.unusable.map((why) => unusableWords[why]).join('; ')}.</p>
      )}
      <Facts
        rows={[
          { key: 'Place', value: { text: <To path={placePath(value.placeId)}>The place of {reference}</To> } },
          { key: 'Costs the pool', value: pounds(value.cost) },
          { key: 'Why', value: value.why },
          { key: 'Asked for', value: `${shortDay(value.askedAt)}, by colleague ${staffMark(value.askedBy)}` },
          { key: 'Where it stands', value: 'Before all new places; who asked first comes first' },
        ]}
      />
      {told === undefined ? null : <WhatWouldFund told={told} />}
      <DecideOnRequest {...props} />
    </ConsolePage>
  );
}

/** What stands in the way of this person deciding; undefined when nothing does. */
function whyNot({ visit, request }: RequestPageProps): string | undefined {
  const { value } = request;
  const { actor } = visit;
  if (hasAssessed(value, actor)) return 'You assessed this person, so somebody else decides.';
  if (!isApprover(actor)) return 'A coordinator, or their deputy, decides.';
  if (value.state !== 'reserved') return undefined;
  if (value.askedBy === actor.id) return 'You asked for this, so somebody else approves it.';
  return value.firstApproverId === actor.id
    ? 'You have given the first of two approvals. Another coordinator gives the second, because of the sum.'
    : undefined;
}

function DecideOnRequest(props: RequestPageProps) {
  const { visit, request, form } = props;
  const { state, id } = request.value;
  if (state !== 'reserved' && state !== 'requested') return null;
  const because = whyNot(props);
  if (because !== undefined) return <InsetText>{because}</InsetText>;
  if (!signedInLately(visit)) {
    const query = new URLSearchParams({ returnTo: requestPath(id), again: 'yes' });
    return <Button href={`${signInPath}?${query}`}>Sign in again to decide</Button>;
  }
  return (
    <section>
      <h2 class="govuk-heading-m">Decide</h2>
      {request.value.state === 'reserved' ? (
        <Form action={`${requestPath(id)}/approve`} csrfToken={visit.csrfToken}>
          <Seen version={request.version} />
          <p class="govuk-body">Approve by {shortTime(request.value.approveBy)}. After that the money goes back.</p>
          <Button preventDoubleClick>Approve this request</Button>
        </Form>
      ) : null}
      {request.value.state === 'requested' && request.value.unusable.some((why) => why !== 'paused') ? (
        <Form action={`${requestPath(id)}/confirm`} csrfToken={visit.csrfToken}>
          <Seen version={request.version} />
          <Button preventDoubleClick>Confirm that it waits on</Button>
        </Form>
      ) : null}
      {request.value.state === 'requested' && request.value.cause.kind === 'next-block' ? (
        <SmallerBlock
          visit={visit}
          form={form}
          path={requestPath(id)}
          version={request.version}
          from={1}
          to={request.value.cause.sessions - 1}
        />
      ) : null}
      <RejectForm visit={visit} form={form} what="this request" path={requestPath(id)} version={request.version} />
    </section>
  );
}
