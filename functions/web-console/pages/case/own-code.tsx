import { referenceOf } from '../../../../shared/domain/referral.ts';
import { Facts, Seen } from '../../../../shared/staff/pages/parts.tsx';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { casePath } from '../../../../shared/staff/words/references.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../../shared/web/components/checkboxes.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { choicesOf } from '../../../../shared/web/forms.ts';
import { mayGiveCode } from '../../offered-actions.ts';
import { formOf, type StepsProps } from './steps.tsx';

/** The code that was just made: on this page only. */
export const OwnCode = ({ file, code }: { readonly file: CaseFile; readonly code: string }) => (
  <div id="own-code">
    <Facts
      card={{ title: { text: 'A code of their own' } }}
      rows={[
        { key: 'Read out now', value: 'It is shown only this once. Nobody can look it up later.' },
        { key: 'Reference', value: referenceOf(file.referral.value.id) },
        { key: 'Access code', value: { text: <strong class="govuk-!-font-size-24 unbroken">{code}</strong> } },
      ]}
    />
  </div>
);

/** For who was referred: with it they see where things stand, and can take the request back. */
export function OwnCodeStep(props: StepsProps) {
  const { visit, file } = props;
  if (!mayGiveCode(file, visit.actor)) return null;
  const { id, ownCodeHash } = file.referral.value;
  const form = formOf(props, 'own-code');
  return (
    <Details summary="Give the person a code of their own" open={form.errors.length > 0}>
      <Form action={`${casePath(id)}/own-code`} csrfToken={visit.csrfToken}>
        <Seen version={file.referral.version} />
        <p class="govuk-body">
          With it they see where things stand, and can take the request back. The professional’s code stays as it is.
          {ownCodeHash === undefined ? '' : ' They have one already: a new one takes its place.'}
        </p>
        <Checkboxes
          hint="Read it out. It is not for voicemail, a message or anybody else. Ask whether it is safe to write it down."
          {...choicesOf(form, 'speaking')}
          items={[
            {
              value: 'yes',
              text: 'I am speaking with the person now, I am sure that it is them, and they want a code',
            },
          ]}
        />
        <Button variant="secondary" preventDoubleClick>
          Make the code
        </Button>
      </Form>
    </Details>
  );
}
