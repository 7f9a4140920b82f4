import type { Versioned } from '../../../shared/domain/decision.ts';
import { sessionsLeft } from '../../../shared/domain/place.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { nextBlockReasons, reasonItems } from '../../../shared/staff/words/reasons.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

export interface NextBlockProps extends Omit<FrameProps, 'title'> {
  readonly referral: Versioned<'referral'>;
  readonly place: Versioned<'place'>;
  /** How many sessions may be asked for at most. */
  readonly most: number;
  readonly form: FormState;
  readonly csrfToken: string;
}

/** A therapist asks for more sessions for one of their clients. */
export function NextBlockPage({ referral, place, most, form, csrfToken, ...frame }: NextBlockProps) {
  const { id } = referral.value;
  const title = `More sessions for ${referenceOf(id)}`;
  return (
    <PortalPage {...frame} title={title}>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">{title}</h1>
      {most < 1 ? (
        <p class="govuk-body">
          This place has had as many sessions as one place can have. If ending now would be wrong for the person, please
          call us on {frame.settings.charity.phone}.
        </p>
      ) : (
        <>
          <p class="govuk-body">
            {sessionsLeft(place.value)} of the {place.value.block.sessions} sessions in this block{' '}
            {sessionsLeft(place.value) === 1 ? 'is' : 'are'} left. Please look back with the person first. Then a
            coordinator decides, and you see here when the money is there. Please do not promise the sessions before.
          </p>
          <Form action={`/portal/clients/${id}/next-block`} csrfToken={csrfToken}>
            <input type="hidden" name="seen" value={String(place.version)} />
            <Input
              label="How many sessions more?"
              hint={most === 1 ? 'One more is possible.' : `From 1 to ${most}.`}
              inputmode="numeric"
              classes="govuk-input--width-3"
              {...fieldOf(form, 'sessions')}
            />
            <Radios
              legend="What did you find together?"
              {...fieldOf(form, 'review')}
              items={reasonItems(nextBlockReasons)}
            />
            <Button preventDoubleClick>Ask for these sessions</Button>
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
