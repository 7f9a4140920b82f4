import { stillHeld } from '../../../../shared/domain/hold.ts';
import { referenceOf } from '../../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import { RunwayInShort } from '../../../../shared/staff/pages/runway-page.tsx';
import { mayOpen } from '../../../../shared/staff/permissions.ts';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { placesWithout, type RunwayReading } from '../../../../shared/staff/queries/runway.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { casePath, placeTracePath } from '../../../../shared/staff/words/references.ts';
import { placeStateMeaning, placeStateWords, unusableWords } from '../../../../shared/staff/words/states.ts';
import type { FormState } from '../../../../shared/web/forms.ts';
import type { Availability } from '../../queries/availability.ts';
import type { Explanation } from '../../queries/explain-place.ts';
import { AssessmentFacts } from '../case/request.tsx';
import { AskMore } from './ask-more.tsx';
import { Available } from './available.tsx';
import { Decide } from './decide.tsx';
import { ManageEntry } from './manage-entry.tsx';
import { WaitsBehind } from './waits-behind.tsx';
import { WhatWouldFund } from './what-would-fund.tsx';
import { WhichMoney } from './which-money.tsx';
import { WhyNext } from './why-next.tsx';

export interface PlacePageProps {
  readonly visit: Visit;
  readonly file: CaseFile;
  readonly place: NonNullable<CaseFile['place']>;
  /** Only while there is something to decide. */
  readonly explanation: Explanation | undefined;
  /** What the pool can promise in all, for whoever decides. */
  readonly runway: RunwayReading | undefined;
  /** Who could take the case, for whoever decides. */
  readonly availability: Availability | undefined;
  readonly form: FormState;
}

/** One place: what a coordinator needs to see before they decide, and the decision. */
export function PlacePage(props: PlacePageProps) {
  const { visit, file, place, explanation, runway, availability, form } = props;
  const { value } = place;
  const reference = referenceOf(value.referralId);
  const unusable = value.state === 'requested' ? value.unusable : [];
  return (
    <ConsolePage
      visit={visit}
      title={`Place of ${reference}`}
      above={[{ text: `Case ${reference}`, path: casePath(value.referralId) }]}
      form={form}
    >
      <h1 class="govuk-heading-l govuk-!-margin-bottom-3">
        Place of <span class="unbroken">{reference}</span>
      </h1>
      <p class="govuk-body">
        <StateTag state={placeStateWords[value.state]} /> {placeStateMeaning[value.state]}
      </p>
      {unusable.length === 0 ? null : (
        <p class="govuk-body">It draws no money now: {unusable.map((why) => unusableWords[why]).join('; ')}.</p>
      )}
      {explanation === undefined ? null : (
        <>
          <AssessmentFacts file={file} />
          <WhyNext place={value} explanation={explanation} settings={visit.deps.settings} now={visit.now} />
          {explanation.told === undefined ? null : <WhatWouldFund told={explanation.told} />}
          <WhichMoney place={value} hold={file.hold?.value} explanation={explanation} fundNames={file.fundNames} />
          <WaitsBehind behind={explanation.behind} />
        </>
      )}
      {value.holds > 0 && mayOpen(visit.actor, 'place-money') ? (
        <p class="govuk-body">
          <To path={placeTracePath(value.id)}>Every gift that pays for it</To>
        </p>
      ) : null}
      {availability === undefined ? null : <Available availability={availability} />}
      {runway === undefined ? null : <RunwayInShort reading={runway} />}
      {runway === undefined || value.state !== 'reserved' || file.hold === undefined ? null : (
        <p class="govuk-body">
          This place is taken off that already. Without it, the pool could promise{' '}
          {placesWithout(runway, value, stillHeld(file.hold.value))} now.
        </p>
      )}
      <Decide visit={visit} file={file} place={place} form={form} />
      <ManageEntry visit={visit} file={file} place={place} form={form} />
      <AskMore visit={visit} file={file} place={place} form={form} />
      <p class="govuk-body">
        <a class="govuk-link" href={casePath(value.referralId)}>
          Back to the case
        </a>
      </p>
    </ConsolePage>
  );
}
