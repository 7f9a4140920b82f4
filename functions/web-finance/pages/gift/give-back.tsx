import { hasRole } from '../../../../shared/domain/actor.ts';
import { isQuestioned, mayBeAskedBack, refundAskers } from '../../../../shared/domain/ask-refund.ts';
import type { Versioned } from '../../../../shared/domain/decision.ts';
import { mostGiftAidOn } from '../../../../shared/domain/gift-aid.ts';
import type { GiftBooks } from '../../../../shared/domain/gift-books.ts';
import { RefundReason } from '../../../../shared/domain/refund.ts';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { refundReasonWords } from '../../../../shared/staff/words/case.ts';
import { giftPath } from '../../../../shared/staff/words/references.ts';
import { ledgerSum } from '../../../../shared/staff/words/sums.ts';
import { shortDate } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { DateInput } from '../../../../shared/web/components/date-input.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { PoundsInput } from '../../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { dateOf, emptyForm, type FormState, fieldOf, textOf } from '../../../../shared/web/forms.ts';

interface Props {
  readonly visit: Visit;
  readonly books: GiftBooks;
  readonly form: FormState;
}

/** Asking for a gift, or part of it, to be given back. */
export function AskForm({ visit, books, form }: Props) {
  const { id, state } = books.donation.value;
  const left = mayBeAskedBack(books);
  if (!hasRole(visit.actor, refundAskers) || state !== 'collected' || left === 0) return null;
  if (isQuestioned(books)) {
    return (
      <InsetText>The bank questions this payment and settles it itself, so it cannot be given back here.</InsetText>
    );
  }
  return (
    <section>
      <h2 class="govuk-heading-m">Give it back</h2>
      <p class="govuk-body">
        A second person decides. It goes back the way it came. Places that this money pays for keep their money.
      </p>
      <Form action={`${giftPath(id)}/refund`} csrfToken={visit.csrfToken} autocomplete="off">
        <input type="hidden" name="refund" value={textOf(form, 'refund')} />
        <PoundsInput label={`Amount, up to ${ledgerSum(left)}`} {...fieldOf(form, 'refund-amount')} />
        <Radios
          legend="Why is it given back?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'reason')}
          items={RefundReason.options.map((reason) => ({ value: reason, text: refundReasonWords[reason] }))}
        />
        <Button preventDoubleClick>Ask for this refund</Button>
      </Form>
    </section>
  );
}

const Choice = ({
  visit,
  refund,
  step,
  text,
  isSecond = false,
}: {
  readonly visit: Visit;
  readonly refund: Versioned<'refund'>;
  readonly step: 'agree' | 'decline';
  readonly text: string;
  readonly isSecond?: boolean;
}) => (
  <Form action={`${giftPath(refund.value.donationId)}/${step}`} csrfToken={visit.csrfToken}>
    <input type="hidden" name="refund" value={refund.id} />
    <Seen version={refund.version} />
    <Button preventDoubleClick variant={isSecond ? 'secondary' : undefined}>
      {text}
    </Button>
  </Form>
);

/** The second person's decision on whatever was asked for. */
export function DecideForm({ visit, books }: Omit<Props, 'form'>) {
  if (!hasRole(visit.actor, ['finance-checker'])) return null;
  const waiting = books.refunds.filter(({ value }) => value.state === 'requested');
  return (
    <>
      {waiting.map((refund) =>
        refund.value.asked?.by === visit.actor.id ? (
          <InsetText>
            You asked for {ledgerSum(refund.value.amount)} to be given back, so another person decides.
          </InsetText>
        ) : (
          <section>
            <h2 class="govuk-heading-m">Decide on giving back {ledgerSum(refund.value.amount)}</h2>
            <Choice
              visit={visit}
              refund={refund}
              step="agree"
              text={`Agree to give back ${ledgerSum(refund.value.amount)}`}
            />
            <Choice
              visit={visit}
              refund={refund}
              step="decline"
              text={`Decline to give back ${ledgerSum(refund.value.amount)}`}
              isSecond
            />
          </section>
        ),
      )}
    </>
  );
}

/** What became of a refund from our bank: the first that finance has still something to say about. */
export function BankForm({ visit, books, form }: Props) {
  const refund = books.refunds.find(({ value }) => value.way === 'bank' && value.state === 'decided');
  if (refund === undefined || !hasRole(visit.actor, ['finance-maker', 'finance-checker'])) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Send back {ledgerSum(refund.value.amount)} from our bank</h2>
      <Form action={`${giftPath(refund.value.donationId)}/bank`} csrfToken={visit.csrfToken}>
        <input type="hidden" name="refund" value={refund.id} />
        <Seen version={refund.version} />
        <Radios
          legend="What became of it?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'became')}
          items={[
            { value: 'succeeded', text: 'It was sent' },
            { value: 'failed', text: 'It could not be sent: the money stays in its fund' },
          ]}
        />
        <DateInput legend="On which day?" hint="For example, 27 3 2027" {...dateOf(form, 'moved')} />
        <Button preventDoubleClick>Record this</Button>
      </Form>
    </section>
  );
}

/**
 * What our bank sent can come back days later: an account was closed. On a page with several of these forms each has ids
 * of its own, by {@link returnedField}.
 */
export function CameBackForms({ visit, books, form }: Props) {
  if (!hasRole(visit.actor, ['finance-maker', 'finance-checker'])) return null;
  const sent = books.refunds.filter(({ value }) => value.way === 'bank' && value.state === 'succeeded');
  return (
    <>
      {sent.map((refund) => {
        const tried = textOf(form, 'returned-refund') === refund.id ? form : emptyForm;
        const { amount, sentOn } = refund.value;
        const when = sentOn === undefined ? '' : ` sent on ${shortDate(sentOn)}`;
        return (
          <Details summary={`The ${ledgerSum(amount)}${when} came back`} open={tried.errors.length > 0}>
            <Form action={`${giftPath(refund.value.donationId)}/returned`} csrfToken={visit.csrfToken}>
              <input type="hidden" name="returned-refund" value={refund.id} />
              <Seen version={refund.version} />
              <p class="govuk-body">
                The money is the gift’s again. If the donor still wants it, ask for a new refund.
              </p>
              <DateInput
                legend="When did it come back to our bank?"
                hint="For example, 27 3 2027"
                {...dateOf(tried, 'returned')}
                id={returnedField(refund.id)}
              />
              <Button variant="secondary" preventDoubleClick>
                Record that it came back
              </Button>
            </Form>
          </Details>
        );
      })}
    </>
  );
}

export const returnedField = (refundId: string): string => `returned-${refundId}`;

/** What HMRC paid on the gift. */
export function GiftAidForm({ visit, books, form }: Props) {
  const { id, giftAid, amount, state } = books.donation.value;
  const isOpen = state === 'collected' && giftAid.state !== 'not-declared' && giftAid.received === undefined;
  if (!isOpen || !hasRole(visit.actor, ['finance-maker'])) return null;
  const most = mostGiftAidOn(giftAid.claimedOn ?? giftAid.on ?? amount);
  return (
    <section>
      <h2 class="govuk-heading-m">Gift Aid that HMRC paid</h2>
      <Form action={`${giftPath(id)}/gift-aid`} csrfToken={visit.csrfToken} autocomplete="off">
        <PoundsInput label={`Amount, up to ${ledgerSum(most)}`} {...fieldOf(form, 'tax-amount')} />
        <DateInput legend="When did it come?" hint="For example, 27 3 2027" {...dateOf(form, 'tax-received')} />
        <Button preventDoubleClick>Record this Gift Aid</Button>
      </Form>
    </section>
  );
}
