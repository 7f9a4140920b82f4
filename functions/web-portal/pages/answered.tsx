import type { Instant } from '../../../events/values.ts';
import type { OfferedCase } from '../../../shared/domain/answer-offer.ts';
import { dayInWords, inWords } from '../../../shared/domain/date-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FrameProps, Notice, PortalPage } from './frame.tsx';

export interface AnsweredPageProps extends Omit<FrameProps, 'title'> {
  readonly offered: OfferedCase;
  readonly csrfToken: string;
  readonly now: Instant;
}

/** What became of an answer, by the link it was given with: while it waits it may be taken back. */
export function AnsweredPage({ offered, csrfToken, now, ...frame }: AnsweredPageProps) {
  const { answer, state } = offered.allocation.value;
  if (answer !== undefined) return <Waiting {...frame} {...{ offered, answer, csrfToken, now }} />;
  return state === 'accepted' ? (
    <Notice {...frame} title="The case is yours" says={['We have told the person as they allowed.']}>
      <Form action="/portal/offer/go-on" csrfToken={csrfToken}>
        <Button preventDoubleClick>See how to reach your client</Button>
      </Form>
    </Notice>
  ) : (
    <Notice
      {...frame}
      title="Thank you for telling us"
      says={['You declined this case, and we are asking the next therapist. Nothing more is expected of you.']}
    />
  );
}

type WaitingProps = AnsweredPageProps & {
  readonly answer: NonNullable<OfferedCase['allocation']['value']['answer']>;
};

function Waiting({ answer, csrfToken, now, ...frame }: Omit<WaitingProps, 'offered'>) {
  const { given, undoUntil } = answer;
  const title = given.to === 'accepted' ? 'You have accepted this case' : 'You have declined this case';
  const again = given.to === 'declined' ? given.askAgainAfter : undefined;
  return (
    <PortalPage {...frame} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        {now < undoUntil ? (
          <>
            You can take this back until <strong>{inWords(undoUntil, frame.settings.office.timeZone)}</strong>. Until
            then we tell nobody.
          </>
        ) : (
          'We are passing it on now. Until that is done you can still take it back.'
        )}
      </p>
      <p class="govuk-body">
        {given.to === 'accepted'
          ? 'After that the case is yours, and we send you a mail with the way to your client.'
          : 'After that we ask the next therapist, and send you a mail to confirm it.'}
      </p>
      {again === undefined ? null : <InsetText>We offer you nothing new until after {dayInWords(again)}.</InsetText>}
      {given.to === 'accepted' && now >= undoUntil ? (
        <Form action="/portal/offer/go-on" csrfToken={csrfToken}>
          <Button preventDoubleClick>See how to reach your client</Button>
        </Form>
      ) : null}
      <Form action="/portal/offer/undo" csrfToken={csrfToken}>
        <Button variant="secondary" preventDoubleClick>
          Take my answer back
        </Button>
      </Form>
    </PortalPage>
  );
}
