import { referenceOf } from '../../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import {
  ContactDetails,
  type RevealedDetails,
  ShowContactForm,
} from '../../../../shared/staff/pages/contact-details.tsx';
import { History } from '../../../../shared/staff/pages/history.tsx';
import { Listing, SmallTag, StateTag, Tagged, To } from '../../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../../shared/staff/permissions.ts';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { assessPath, casePath, taskPath } from '../../../../shared/staff/words/references.ts';
import { referralStateWords } from '../../../../shared/staff/words/states.ts';
import { taskWords } from '../../../../shared/staff/words/tasks.ts';
import { shortTime } from '../../../../shared/staff/words/times.ts';
import type { AuditEntry, Page } from '../../../../shared/store/interface.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { emptyForm } from '../../../../shared/web/forms.ts';
import { mayAssess, purposesFor } from '../../offered-actions.ts';
import { PlaceFacts, SearchFacts } from './commitments.tsx';
import { Offers } from './offers.tsx';
import { OwnCode, OwnCodeStep } from './own-code.tsx';
import { AssessmentFacts, ContactRules, RequestFacts } from './request.tsx';
import { SecondLookSteps } from './second-look-steps.tsx';
import { Sessions } from './sessions.tsx';
import { ButtonSteps, ConfirmStep, RarerSteps, type TriedStep } from './steps.tsx';
import { Story } from './story.tsx';
import { TherapySteps } from './therapy-steps.tsx';

export interface CasePageProps {
  readonly visit: Visit;
  readonly file: CaseFile;
  readonly history: Page<AuditEntry>;
  readonly tried?: TriedStep | undefined;
  readonly details?: RevealedDetails | undefined;
  /** The code that a referred person was just given. */
  readonly ownCode?: string | undefined;
}

/** One case: where it stands, what can be done now, what is known, what happened. */
export function CasePage({ visit, file, history, tried, details, ownCode }: CasePageProps) {
  const referral = file.referral.value;
  const reference = referenceOf(referral.id);
  const path = casePath(referral.id);
  const steps = { visit, file, tried };
  const purposes = purposesFor(file, visit.actor);
  const contactForm = tried?.name === 'contact' ? tried.form : emptyForm;
  return (
    <ConsolePage visit={visit} title={`Case ${reference}`} above={[]} form={tried?.form}>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-3">
        Case <span class="unbroken">{reference}</span>
      </h1>
      <p class="govuk-body">
        <Tagged>
          <StateTag state={referralStateWords[referral.state]} />{' '}
          {referral.onHold === undefined ? null : <SmallTag colour="orange">On hold: {referral.onHold.why}</SmallTag>}{' '}
          {referral.safeguardingPause === undefined ? null : <SmallTag colour="red">Safeguarding pause</SmallTag>}
        </Tagged>
      </p>
      {details === undefined ? null : <ContactDetails details={details} />}
      {ownCode === undefined ? null : <OwnCode file={file} code={ownCode} />}
      <OpenTasks file={file} />
      <ConfirmStep {...steps} />
      {mayAssess(file, visit.actor) ? <Button href={assessPath(referral.id)}>Record the assessment</Button> : null}
      <ButtonSteps {...steps} />
      {purposes.length === 0 ? null : (
        <Details summary="Contact details" open={contactForm.errors.length > 0}>
          <ShowContactForm
            visit={visit}
            action={`${path}/contact`}
            purposes={purposes}
            seen={file.referral.version}
            form={contactForm}
          />
        </Details>
      )}
      <OwnCodeStep {...steps} />
      <Sessions file={file} />
      <TherapySteps {...steps} />
      <SecondLookSteps {...steps} />
      <RarerSteps {...steps} />
      <Story file={file} />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-one-half">
          <RequestFacts file={file} visit={visit} />
          <AssessmentFacts file={file} />
        </div>
        <div class="govuk-grid-column-one-half">
          <ContactRules referral={referral} />
          <PlaceFacts file={file} mayOpen={mayOpen(visit.actor, 'places')} />
          <SearchFacts file={file} />
        </div>
      </div>
      <Offers offers={file.offers} />
      <History visit={visit} path={path} entries={history} />
    </ConsolePage>
  );
}

function OpenTasks({ file }: { readonly file: CaseFile }) {
  if (file.tasks.length === 0) return null;
  return (
    <Listing
      caption="Open tasks"
      empty=""
      head={['What', 'Due']}
      rows={file.tasks.map(({ value }) => [
        { text: <To path={taskPath(value.id)}>{taskWords[value.kind].title}</To> },
        shortTime(value.dueAt),
      ])}
    />
  );
}
