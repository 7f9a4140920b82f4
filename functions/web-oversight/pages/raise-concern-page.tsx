import type { ReferralId } from '../../../events/values.ts';
import { ConcernKind } from '../../../shared/domain/concern.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { casePath, concernsPath } from '../../../shared/staff/words/references.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { concernKindWords } from '../words/concerns.ts';

interface RaiseConcernPageProps {
  readonly visit: Visit;
  readonly referralId: ReferralId;
  readonly form: FormState;
}

/** A member of staff is worried about somebody whose case they have before them. */
export const RaiseConcernPage = ({ visit, referralId, form }: RaiseConcernPageProps) => (
  <ConsolePage
    visit={visit}
    title="Raise a concern"
    above={[{ text: referenceOf(referralId), path: casePath(referralId) }]}
    form={form}
  >
    <h1 class="govuk-heading-l">Raise a concern</h1>
    <InsetText>
      If somebody is in danger now, call {visit.deps.settings.emergencyPhone} first, then speak with the safeguarding
      lead.
    </InsetText>
    <p class="govuk-body">
      The safeguarding lead is told at once. Mail and anything new stand still for this person until the lead lifts it;
      care that has begun goes on, and their own page stays the same.
    </p>
    <Form action={`${concernsPath}/new`} csrfToken={visit.csrfToken}>
      <input type="hidden" name="case" value={referralId} />
      <input type="hidden" name="concern" value={fieldOf(form, 'concern').value} />
      <Radios
        legend={{ text: 'What are you worried about?', classes: 'govuk-fieldset__legend--m' }}
        hint="The lead will ask you for the rest. Nothing about it is written here."
        {...fieldOf(form, 'kind')}
        items={ConcernKind.options.map((value) => ({ value, text: concernKindWords[value] }))}
      />
      <Button preventDoubleClick>Raise this concern</Button>
    </Form>
  </ConsolePage>
);
