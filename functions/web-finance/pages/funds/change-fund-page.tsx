import type { Versioned } from '../../../../shared/domain/decision.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { fundPath } from '../../../../shared/staff/words/references.ts';
import { shortDay } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import type { FormState } from '../../../../shared/web/forms.ts';
import { Address, Limits, NameAndAim, SecondaryPurpose, SpendBy } from '../fund-fields.tsx';
import { aboveFund } from './fund-page.tsx';

interface Props {
  readonly visit: Visit;
  readonly fund: Versioned<'fund'>;
  readonly form: FormState;
}

/** What a fund says, to be said anew; what binds it is not asked. */
export function ChangeFundPage({ visit, fund, form }: Props) {
  const { id, name, kind, firstGiftAt, slug } = fund.value;
  const isBound = firstGiftAt !== undefined;
  return (
    <ConsolePage
      visit={visit}
      title="Change this fund"
      above={[...aboveFund, { text: name, path: fundPath(id) }]}
      form={form}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Change “{name}”</h1>
          {isBound ? (
            <InsetText>
              Somebody first gave to this fund, or was asked to, on {shortDay(firstGiftAt)}. Since then its kind and
              what it is limited to stand
              {kind === 'restricted' ? ', and so does what its money is used for when the aim is met or cannot be' : ''}
              : people gave for what they read. For anything else, open another fund.
            </InsetText>
          ) : null}
          <Form action={`${fundPath(id)}/change`} csrfToken={visit.csrfToken}>
            <Seen version={fund.version} />
            <NameAndAim form={form} />
            {isBound && kind === 'restricted' ? null : <SecondaryPurpose form={form} />}
            {isBound ? null : <Limits visit={visit} form={form} />}
            <SpendBy form={form} hint="For money that comes from now on. What is here keeps the date it came with." />
            {slug === undefined ? <Address visit={visit} form={form} /> : null}
            <Button preventDoubleClick>Save</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}
