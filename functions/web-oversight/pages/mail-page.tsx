import type { Versioned } from '../../../shared/domain/decision.ts';
import { type Email, EmailState } from '../../../shared/domain/email.ts';
import { Signal } from '../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, Onward, To } from '../../../shared/staff/pages/parts.tsx';
import { StateChoice } from '../../../shared/staff/pages/state-choice.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { signalWords, templateWords } from '../../../shared/staff/words/case.ts';
import { caseOf, casePath, moneyPathOf, nameOfAbout } from '../../../shared/staff/words/references.ts';
import { emailStateWords } from '../../../shared/staff/words/states.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import type { Page } from '../../../shared/store/interface.ts';

export interface MailPageProps {
  readonly visit: Visit;
  readonly state: EmailState;
  readonly emails: Page<Versioned<'email'>>;
}

const what = ({ template, detail }: Email): string => {
  const signal = Signal.safeParse(detail);
  return signal.success ? `${templateWords[template]} (${signalWords[signal.data]})` : templateWords[template];
};

/** What it is about; whoever may read the log may open the case or the gift. */
function subjectOf({ about }: Email) {
  const name = nameOfAbout(about) ?? '';
  const referralId = caseOf(about);
  const path = referralId === undefined ? moneyPathOf(about) : casePath(referralId);
  return path === undefined ? name : { text: <To path={path}>{name}</To> };
}

/** The mail log: which mail, about what, and what became of it. Neither a text nor an address is kept. */
export function MailPage({ visit, state, emails }: MailPageProps) {
  return (
    <ConsolePage visit={visit} title="Mail">
      <h1 class="govuk-heading-l">Mail</h1>
      <StateChoice
        path="/console/mail"
        label="Mail by state"
        words={emailStateWords}
        states={EmailState.options}
        current={state}
      />
      <Listing
        caption={`Mail: ${emailStateWords[state].text.toLowerCase()}`}
        empty="There is no mail in this state."
        head={['Mail', 'About', 'Asked for', state === 'overtaken' ? 'Why not sent' : 'Sent']}
        rows={emails.items.map(({ value }) => [
          what(value),
          subjectOf(value),
          shortTime(value.requestedAt),
          value.because ?? (value.sentAt === undefined ? '' : shortTime(value.sentAt)),
        ])}
      />
      <Onward list="Mail" text="Earlier mail" path="/console/mail" query={{ state }} after={emails.next} />
    </ConsolePage>
  );
}
