import type { LocalDate } from '../../../events/values.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import type { Credential } from '../../../shared/domain/therapist.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { ContactDetails, type RevealedDetails, ShowContactForm } from '../../../shared/staff/pages/contact-details.tsx';
import { History } from '../../../shared/staff/pages/history.tsx';
import { Facts, Listing, SmallTag, StateTag, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { credentialWords } from '../../../shared/staff/words/case.ts';
import { groupText } from '../../../shared/staff/words/groups.ts';
import { casePath, therapistPath, therapistReference } from '../../../shared/staff/words/references.ts';
import { therapistStateWords } from '../../../shared/staff/words/states.ts';
import { shortDate, shortTime } from '../../../shared/staff/words/times.ts';
import type { AuditEntry, Page } from '../../../shared/store/interface.ts';
import { Details } from '../../../shared/web/components/details.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import type { FormState } from '../../../shared/web/forms.ts';
import { therapistPurposes } from '../therapist-purposes.ts';
import { whatWasDone } from '../words/did.ts';
import { MembershipSteps, type TriedMembership } from './membership-steps.tsx';

export interface TherapistPageProps {
  readonly visit: Visit;
  readonly therapist: Versioned<'therapist'>;
  readonly form: FormState;
  readonly details: RevealedDetails | undefined;
  readonly tried?: TriedMembership | undefined;
}

/** What belongs to a therapist and is read with them. */
export interface TherapistFile {
  /** Cases they have accepted. */
  readonly clients: readonly Versioned<'allocation'>[];
  readonly history: Page<AuditEntry>;
}

/** One therapist: what they may take, how full they are, which papers lapse when. */
export function TherapistPage({
  visit,
  therapist,
  form,
  details,
  tried,
  clients,
  history,
}: TherapistPageProps & TherapistFile) {
  const { value, version } = therapist;
  const reference = therapistReference(value.id);
  const purposes = therapistPurposes(visit.actor);
  return (
    <ConsolePage
      visit={visit}
      title={`Therapist ${reference}`}
      above={[{ text: 'Therapists', path: '/console/therapists' }]}
      form={tried?.form ?? form}
    >
      <h1 class="govuk-heading-l govuk-!-margin-bottom-3">
        Therapist <span class="unbroken">{reference}</span>
      </h1>
      <p class="govuk-body">
        <StateTag state={therapistStateWords[value.state]} />
      </p>
      {details === undefined ? null : <ContactDetails details={details} />}
      {purposes.length === 0 ? null : (
        <Details summary="Contact details" open={form.errors.length > 0}>
          <ShowContactForm
            visit={visit}
            action={`${therapistPath(value.id)}/contact`}
            purposes={purposes}
            seen={version}
            form={form}
          />
        </Details>
      )}
      {value.leavingSince === undefined || value.state === 'left' ? null : (
        <InsetText>
          They said on {shortTime(value.leavingSince)} that they leave. Nothing new is offered to them.{' '}
          {value.clients === 0
            ? 'Nobody is in therapy with them: record that they leave.'
            : 'Ask for another therapist on the page of each of their clients, who are listed below; then record that they leave.'}
        </InsetText>
      )}
      <WhatTheyTake therapist={therapist} />
      <MembershipSteps visit={visit} therapist={therapist} tried={tried} />
      <Listing
        caption="Credentials"
        empty="No credentials are recorded."
        firstCellIsHeader
        head={['Credential', 'Valid from', 'Valid through', 'Today']}
        rows={value.credentials.map((credential) => [
          credentialWords[credential.kind],
          shortDate(credential.validFrom),
          shortDate(credential.validThrough),
          { text: validity(credential, localDay(visit.now, visit.deps.settings.office)) },
        ])}
      />
      {clients.length === 0 ? null : (
        <Listing
          caption="Clients"
          empty=""
          head={['Case', 'Since']}
          rows={clients.map(({ value: { referralId, answeredAt, offeredAt } }) => [
            { text: <To path={casePath(referralId)}>{referenceOf(referralId)}</To> },
            shortTime(answeredAt ?? offeredAt),
          ])}
        />
      )}
      <History visit={visit} path={therapistPath(value.id)} entries={history} tell={whatWasDone} />
    </ConsolePage>
  );
}

const validity = ({ validFrom, validThrough }: Credential, today: LocalDate) =>
  validFrom <= today && today <= validThrough ? (
    <SmallTag colour="green">Valid</SmallTag>
  ) : (
    <SmallTag colour="red">{validThrough < today ? 'Lapsed' : 'Not yet valid'}</SmallTag>
  );

function WhatTheyTake({ therapist: { value } }: Pick<TherapistPageProps, 'therapist'>) {
  const { modes, area, region, reachKm, fee, clients, offers, capacity, onLeave, lastOfferedAt, askAgainAfter } = value;
  return (
    <Facts
      rows={[
        { key: 'Trained for', value: value.competences.map(groupText).join('; ') },
        { key: 'Meets', value: modes.map((mode) => (mode === 'online' ? 'Online' : 'In person')).join(', ') },
        { key: 'Area', value: `${area}, ${regionWords[region]}; clients within ${reachKm} km` },
        { key: 'Fee', value: `${pounds(fee)} a session` },
        { key: 'Clients', value: `${clients} of ${capacity}; ${offers} offered` },
        { key: 'Last offered', value: lastOfferedAt === undefined ? 'Never' : shortTime(lastOfferedAt) },
        ...(askAgainAfter === undefined
          ? []
          : [{ key: 'Asked for a rest', value: `Nothing new until after ${shortDate(askAgainAfter)}` }]),
        ...(onLeave === undefined
          ? []
          : [{ key: 'On leave', value: `${shortDate(onLeave.from)} to ${shortDate(onLeave.through)}` }]),
      ]}
    />
  );
}
