import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Facts, Seen, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../../shared/staff/permissions.ts';
import type { TransferFile } from '../../../../shared/staff/queries/funds.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import {
  restrictionWords,
  transferBasisWords,
  transferStateWords,
  transferSum,
} from '../../../../shared/staff/words/funds.ts';
import { fundPath, transferPath } from '../../../../shared/staff/words/references.ts';
import { staffMark } from '../../../../shared/staff/words/roles.ts';
import { ledgerSum } from '../../../../shared/staff/words/sums.ts';
import { shortTime } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import type { FormState } from '../../../../shared/web/forms.ts';
import { aboveFund } from './fund-page.tsx';

interface Props {
  readonly visit: Visit;
  readonly file: TransferFile;
  readonly form: FormState;
}

/** One transfer, or the closing of a fund: everything that the second person decides on. */
export function TransferPage({ visit, file, form }: Props) {
  const { value } = file.transfer;
  const title = value.purpose === 'closing' ? 'Closing a fund' : 'Transfer between funds';
  return (
    <ConsolePage visit={visit} title={title} above={aboveFund} form={form}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">{title}</h1>
          <What visit={visit} file={file} />
          {value.state === 'requested' && mayOpen(visit.actor, 'keep-funds') ? (
            <Decision visit={visit} file={file} />
          ) : null}
        </div>
      </div>
    </ConsolePage>
  );
}

const who = (id: string, { actor }: Visit): string => (id === actor.id ? 'You' : `Colleague ${staffMark(id)}`);

function What({ visit, file: { transfer, from, to } }: Omit<Props, 'form'>) {
  const { value } = transfer;
  return (
    <Facts
      rows={[
        { key: 'State', value: { text: <StateTag state={transferStateWords[value.state]} /> } },
        { key: 'From', value: { text: <To path={fundPath(from.value.id)}>{from.value.name}</To> } },
        { key: 'It may pay for', value: restrictionWords(from.value.restriction) },
        { key: 'To', value: { text: <To path={fundPath(to.value.id)}>{to.value.name}</To> } },
        { key: 'That may pay for', value: restrictionWords(to.value.restriction) },
        { key: 'How much', value: transferSum(value) },
        { key: 'Why it may', value: transferBasisWords[value.basis] },
        ...(value.basis === 'secondary-purpose'
          ? [{ key: 'Donors were told', value: from.value.secondaryPurpose }]
          : []),
        { key: 'Reason', value: value.reason },
        { key: 'Asked for', value: `${who(value.requestedBy, visit)}, ${shortTime(value.requestedAt)}` },
        ...(value.decidedBy === undefined || value.decidedAt === undefined
          ? []
          : [{ key: 'Decided', value: `${who(value.decidedBy, visit)}, ${shortTime(value.decidedAt)}` }]),
        ...(value.parts === 0 ? [] : [{ key: 'Moved so far', value: ledgerSum(value.moved) }]),
      ]}
    />
  );
}

function Decision({ visit, file: { transfer, from, to } }: Omit<Props, 'form'>) {
  const path = transferPath(transfer.value.id);
  if (transfer.value.requestedBy === visit.actor.id) {
    return (
      <>
        <InsetText>You asked for this, so another person decides.</InsetText>
        <Form action={`${path}/withdraw`} csrfToken={visit.csrfToken}>
          <Seen version={transfer.version} />
          <Button variant="secondary" preventDoubleClick>
            Take it back
          </Button>
        </Form>
      </>
    );
  }
  return (
    <>
      <h2 class="govuk-heading-m">Your decision</h2>
      <Form action={`${path}/agree`} csrfToken={visit.csrfToken}>
        <Seen version={transfer.version} />
        <input type="hidden" name="seen-from" value={String(from.version)} />
        <input type="hidden" name="seen-to" value={String(to.version)} />
        <Button preventDoubleClick>
          {transfer.value.purpose === 'closing' ? 'Agree to close this fund' : 'Agree to this transfer'}
        </Button>
      </Form>
      <Form action={`${path}/decline`} csrfToken={visit.csrfToken}>
        <Seen version={transfer.version} />
        <Button variant="secondary" preventDoubleClick>
          Decline
        </Button>
      </Form>
    </>
  );
}
