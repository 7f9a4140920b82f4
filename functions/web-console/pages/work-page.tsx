import type { FundId } from '../../../events/values.ts';
import type { Lot } from '../../../shared/domain/fund.ts';
import { officeDeadline } from '../../../shared/domain/office-days.ts';
import type { PlaceIn } from '../../../shared/domain/place.ts';
import { type Referral, referenceOf } from '../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, SmallTag, StateTag, Tagged, To } from '../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { Some } from '../../../shared/staff/queries/read-up-to.ts';
import { isDeputyWaiting, type Visit } from '../../../shared/staff/visit.ts';
import { bandWords } from '../../../shared/staff/words/case.ts';
import { transferSum } from '../../../shared/staff/words/funds.ts';
import { groupText } from '../../../shared/staff/words/groups.ts';
import {
  assessPath,
  casePath,
  giftOfLot,
  nameOfAbout,
  placePath,
  requestPath,
  taskPath,
  transferPath,
} from '../../../shared/staff/words/references.ts';
import { searchStateWords, unusableWords } from '../../../shared/staff/words/states.ts';
import { sumCell } from '../../../shared/staff/words/sums.ts';
import { taskWords } from '../../../shared/staff/words/tasks.ts';
import { ageOf, isOverdue, shortTime, untilInWords, waitInWords } from '../../../shared/staff/words/times.ts';
import { Details } from '../../../shared/web/components/details.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { emptyForm } from '../../../shared/web/forms.ts';
import { isAboutRisk, type TaskToDo, type WorkToDo } from '../queries/work-to-do.ts';
import { whatItAsks } from '../words/requests.ts';
import { howToReach } from '../words/script.ts';
import { FindForm } from './find-form.tsx';

interface Props {
  readonly visit: Visit;
  readonly work: WorkToDo;
}

/** Where a working day begins: what waits for this person, most urgent first. */
export function WorkPage({ visit, work }: Props) {
  return (
    <ConsolePage visit={visit} title="Work to do">
      <h1 class="govuk-heading-l">Work to do</h1>
      {isDeputyWaiting(visit) ? (
        <InsetText>
          You are a coordinator’s deputy. No absence is recorded now, so the coordinator decides. When they are away,
          their work appears here.
        </InsetText>
      ) : null}
      {visit.actor.roles.length === 0 ? null : <Tasks visit={visit} tasks={work.tasks} />}
      <ForAssessor visit={visit} work={work} />
      <ForApprover visit={visit} work={work} />
      <ForFinance work={work} visit={visit} />
      <ForFundKeeper work={work} visit={visit} />
      {mayOpen(visit.actor, 'find') ? <FindForm form={emptyForm} csrfToken={visit.csrfToken} /> : null}
    </ConsolePage>
  );
}

const due = (at: TaskToDo['task']['dueAt'], { now }: Visit) => ({
  text: (
    <Tagged>
      <span>{shortTime(at)}</span>{' '}
      {isOverdue(at, now) ? <SmallTag colour="red">Overdue</SmallTag> : <span>({untilInWords(at, now)})</span>}
    </Tagged>
  ),
});

/** Whose it is, and whether they may be at risk: those come first, whatever is due. */
const aboutOf = (each: TaskToDo) => ({
  text: (
    <Tagged>
      <span>{each.fundName ?? nameOfAbout(each.task.about) ?? ''}</span>{' '}
      {isAboutRisk(each) ? <SmallTag colour="red">May be at risk</SmallTag> : null}
    </Tagged>
  ),
});

/** Papers lapse by the dozen and can wait their weeks: they stand apart, so that what is about a person is seen. */
const isAboutPapers = ({ task }: TaskToDo): boolean => task.kind === 'renew-credentials';

function papersInWords(papers: readonly TaskToDo[], { now }: Visit): string {
  const overdue = papers.filter(({ task }) => isOverdue(task.dueAt, now)).length;
  const whom = papers.length === 1 ? 'One therapist' : `${papers.length} therapists`;
  return `${whom} to ask for new papers${overdue === 0 ? '' : `, ${overdue} overdue`}`;
}

const wayTo = ({ task, referral }: TaskToDo): string =>
  taskWords[task.kind].isCall && referral !== undefined ? howToReach(referral) : '';

function Tasks({ visit, tasks }: { readonly visit: Visit; readonly tasks: Some<TaskToDo> }) {
  const [papers, others] = [tasks.items.filter(isAboutPapers), tasks.items.filter((each) => !isAboutPapers(each))];
  const hasCalls = others.some((each) => wayTo(each) !== '');
  const rowOf = (each: TaskToDo) => [
    { text: <To path={taskPath(each.task.id)}>{taskWords[each.task.kind].title}</To> },
    aboutOf(each),
    due(each.task.dueAt, visit),
    ageOf(each.task.createdAt, visit.now),
  ];
  const head = ['What', 'About', 'Due', 'Age'];
  return (
    <>
      <Listing
        caption="Tasks"
        empty={papers.length === 0 ? 'No tasks are open for you.' : 'No other tasks are open for you.'}
        firstCellIsHeader
        head={hasCalls ? [...head, 'How to reach them'] : head}
        rows={others.map((each) => (hasCalls ? [...rowOf(each), wayTo(each)] : rowOf(each)))}
      />
      {papers.length === 0 ? null : (
        <Details summary={papersInWords(papers, visit)}>
          <Listing
            caption="Papers that lapse, or have"
            empty=""
            firstCellIsHeader
            head={head}
            rows={papers.map(rowOf)}
          />
        </Details>
      )}
      <More when={tasks.more}>There are more tasks than are shown here; they appear as these are done.</More>
    </>
  );
}

const caseLink = (id: Referral['id']) => ({ text: <To path={casePath(id)}>{referenceOf(id)}</To> });

const atRisk = (id: Referral['id']) => ({
  text: (
    <Tagged>
      <To path={casePath(id)}>{referenceOf(id)}</To> <SmallTag colour="red">Police contact lately</SmallTag>
    </Tagged>
  ),
});

/** By when an assessment is to be taken up, or its outcome recorded: the office gives itself as many days for each. */
const assessBy = (from: TaskToDo['task']['dueAt'], { deps }: Visit) =>
  officeDeadline(from, deps.settings.deadlines.assess, deps.settings.office);

function ForAssessor({ visit, work: { assessor } }: Props) {
  if (assessor === undefined) return null;
  return (
    <>
      <Listing
        caption="Waiting for assessment"
        empty="Nobody is waiting for an assessment."
        firstCellIsHeader
        head={['Case', 'What it is about', 'Has waited', 'Take it up by']}
        rows={assessor.awaiting.items.map((referral) => [
          referral.recentPoliceContact ? atRisk(referral.id) : caseLink(referral.id),
          referral.groups.map(groupText).join('; '),
          waitInWords(referral.clock, visit.now).adjusted,
          due(assessBy(referral.confirmedAt ?? referral.clock.startedAt, visit), visit),
        ])}
      />
      <More when={assessor.awaiting.more}>More people are waiting than are shown here.</More>
      <Listing
        caption="My assessments"
        empty="You have no assessment in hand."
        firstCellIsHeader
        head={['Case', 'Taken', 'Record by', 'Next']}
        rows={assessor.mine.items.map((referral) => [
          caseLink(referral.id),
          referral.assessment === undefined ? '' : ageOf(referral.assessment.startedAt, visit.now),
          referral.assessment === undefined ? '' : due(assessBy(referral.assessment.startedAt, visit), visit),
          { text: <To path={assessPath(referral.id)}>Record the assessment</To> },
        ])}
      />
    </>
  );
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const placeLink = (place: Pick<PlaceIn<'reserved'>, 'id' | 'referralId'>) => ({
  text: <To path={placePath(place.id)}>{referenceOf(place.referralId)}</To>,
});

function ForApprover({ visit, work: { approver } }: Props) {
  if (approver === undefined) return null;
  const { reserved, requests, toConfirm, searches } = approver;
  return (
    <>
      <Listing
        caption="Places to approve"
        empty="No place is waiting for approval."
        firstCellIsHeader
        head={['Place', 'Priority', { text: 'Set aside', format: 'numeric' }, 'Approve by']}
        rows={reserved.items.map((place) => [
          placeLink(place),
          { text: <StateTag state={bandWords[place.band]} /> },
          sumCell(place.amount),
          due(place.approveBy, visit),
        ])}
      />
      <More when={reserved.more}>More places wait for approval than are shown here.</More>
      <Listing
        caption="Next blocks and top-ups to approve"
        empty="Nothing that a place in hand asks for is waiting for approval."
        firstCellIsHeader
        head={['Case', 'What', { text: 'Set aside', format: 'numeric' }, 'Approve by']}
        rows={requests.items.map((request) => [
          { text: <To path={requestPath(request.id)}>{referenceOf(request.referralId)}</To> },
          whatItAsks(request),
          sumCell(request.cost),
          due(request.approveBy, visit),
        ])}
      />
      <More when={requests.more}>More wait for approval than are shown here.</More>
      <Listing
        caption="Places to confirm"
        empty="No place has to be confirmed."
        firstCellIsHeader
        head={['Place', 'Why']}
        rows={toConfirm.map((place) => [
          placeLink(place),
          capital(place.unusable.map((why) => unusableWords[why]).join('; ')),
        ])}
      />
      <Listing
        caption="Cases without a therapist"
        empty="Every case has a therapist."
        firstCellIsHeader
        head={['Case', 'State', 'Find by']}
        rows={searches.items.map((search) => [
          caseLink(search.referralId),
          { text: <StateTag state={searchStateWords[search.state]} /> },
          due(search.findBy, visit),
        ])}
      />
      <More when={searches.more}>More cases are without a therapist than are shown here.</More>
    </>
  );
}

function ForFundKeeper({ visit, work: { undecided } }: Props) {
  if (undecided === undefined) return null;
  const { transfers, names } = undecided;
  const nameOf = (id: FundId): string => names.get(id) ?? 'another fund';
  return (
    <>
      <Listing
        caption="Transfers to decide"
        empty="No transfer between funds waits for a second person."
        firstCellIsHeader
        head={['What', 'To', 'How much', 'Asked for', 'Whose turn']}
        rows={transfers.items.map((transfer) => [
          {
            text: (
              <To path={transferPath(transfer.id)}>
                {transfer.purpose === 'closing' ? 'Close' : 'Move money from'} {nameOf(transfer.fromFundId)}
              </To>
            ),
          },
          nameOf(transfer.toFundId),
          transferSum(transfer),
          shortTime(transfer.requestedAt),
          transfer.requestedBy === visit.actor.id ? 'Another person’s: you asked' : 'Yours, or a colleague’s',
        ])}
      />
      <More when={transfers.more}>More transfers wait than are shown here.</More>
    </>
  );
}

function ForFinance({ visit, work: { finance } }: Props) {
  if (finance === undefined) return null;
  return (
    <>
      <Listing
        caption="Gifts under review"
        empty="No gift is under review."
        firstCellIsHeader
        head={['Gift', { text: 'Amount', format: 'numeric' }, 'Received', 'Kept out of allocation until']}
        rows={finance.reviews.items.map((lot: Lot) => [
          giftOfLot(lot.id),
          sumCell(lot.amount),
          shortTime(lot.receivedAt),
          lot.reviewUntil === undefined ? '' : due(lot.reviewUntil, visit),
        ])}
      />
      <More when={finance.reviews.more}>More gifts are under review than are shown here.</More>
    </>
  );
}
