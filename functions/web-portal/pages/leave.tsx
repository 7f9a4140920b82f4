import type { Instant } from '../../../events/values.ts';
import { dayInWords } from '../../../shared/domain/date-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { leavingReasons } from '../../../shared/staff/words/reasons.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

/** Whoever says it themself does not say it in our name. */
export const ownReasons = leavingReasons.filter(({ value }) => value !== 'ours');

/** The same reasons in their own words; the office reads them in its own. */
const saidByThem: Readonly<Record<string, string>> = {
  own: 'I do not want to go on with this work',
  retired: 'I have stopped working as a therapist',
};

export interface LeaveProps extends Omit<FrameProps, 'title'> {
  readonly hasLeft: boolean;
  readonly leavingSince: Instant | undefined;
  /** How many people are in therapy with them. */
  readonly clients: number;
  readonly form: FormState;
  readonly csrfToken: string;
}

/** A therapist leaves the service: what it means for new clients, for those they have, and for their fees. */
export function LeavePage({ hasLeft, leavingSince, clients, form, csrfToken, ...frame }: LeaveProps) {
  return (
    <PortalPage {...frame} title="Leave the service">
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">Leave the service</h1>
      {hasLeft ? (
        <p class="govuk-body">You have left. Thank you for everybody you have helped.</p>
      ) : leavingSince === undefined ? (
        <AskToLeave {...{ clients, form, csrfToken }} phone={frame.settings.charity.phone} />
      ) : (
        <>
          <p class="govuk-body">
            You told us on {dayInWords(localDay(leavingSince, frame.settings.office))} that you leave. We offer you
            nothing new. {next(clients)}
          </p>
          <Form action="/portal/leave/stay" csrfToken={csrfToken}>
            <Button variant="secondary" preventDoubleClick>
              I stay after all
            </Button>
          </Form>
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/portal/clients">
          Your clients
        </a>
      </p>
    </PortalPage>
  );
}

const next = (clients: number): string =>
  clients === 0
    ? 'A coordinator calls you, to see what is still to be done.'
    : 'A coordinator calls you: together we see with each of your clients how they go on. Until then they stay with you.';

interface AskToLeaveProps extends Pick<LeaveProps, 'clients' | 'form' | 'csrfToken'> {
  readonly phone: string;
}

const AskToLeave = ({ clients, form, csrfToken, phone }: AskToLeaveProps) => (
  <>
    <ul class="govuk-list govuk-list--bullet">
      <li>We offer you nothing new from now on, and take back what you have not answered.</li>
      <li>{next(clients)}</li>
      <li>Sessions that you record are paid as agreed.</li>
    </ul>
    <p class="govuk-body">
      If you only need a rest,{' '}
      <a class="govuk-link" href="/portal/when-to-ask">
        tell us until when
      </a>
      . If something went wrong with us, please call us on {phone}.
    </p>
    <Form action="/portal/leave" csrfToken={csrfToken}>
      <Radios
        legend="Why do you leave?"
        {...fieldOf(form, 'reason')}
        items={ownReasons.map(({ value, text }) => ({ value, text: saidByThem[value] ?? text }))}
      />
      <Button variant="warning" preventDoubleClick>
        Tell us that you leave
      </Button>
    </Form>
  </>
);
