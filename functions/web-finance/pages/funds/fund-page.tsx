import { type Fund, isPastItsDay } from '../../../../shared/domain/fund.ts';
import { localDay } from '../../../../shared/domain/office-days.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, More, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../../shared/staff/permissions.ts';
import type { FundFile } from '../../../../shared/staff/queries/funds.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import {
  fundKindWords,
  restrictionWords,
  transferStateWords,
  transferSum,
} from '../../../../shared/staff/words/funds.ts';
import { fundPath, transferPath } from '../../../../shared/staff/words/references.ts';
import { ledgerSum, sumCell } from '../../../../shared/staff/words/sums.ts';
import { shortDate, shortDay } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';

interface Props {
  readonly visit: Visit;
  readonly file: FundFile;
}

export const aboveFund = [{ text: 'Funds', path: '/console/funds' }];

/** One fund: what binds it, what is in it, and what moves between it and others. */
export function FundPage({ visit, file }: Props) {
  const { value: fund } = file.fund;
  return (
    <ConsolePage visit={visit} title={fund.name} above={aboveFund}>
      <h1 class="govuk-heading-l">{fund.name}</h1>
      <State file={file} />
      <PastItsDay visit={visit} file={file} />
      {mayOpen(visit.actor, 'keep-funds') && fund.state === 'open' ? <Steps visit={visit} fund={fund} /> : null}
      <Terms visit={visit} fund={fund} />
      <Money file={file} />
      <Transfers file={file} />
    </ConsolePage>
  );
}

function State({ file: { fund, transfers } }: Pick<Props, 'file'>) {
  const { state, closed, moving, deficit } = fund.value;
  const closing = transfers.items.find(({ purpose, state: at }) => purpose === 'closing' && at === 'requested');
  return (
    <>
      {state === 'closed' ? (
        <InsetText>
          This fund is closed. It takes no gifts and pays for no new place; what it pays for already stays paid for.
          {closed === undefined ? null : (
            <>
              {' '}
              What comes free in it later goes on by{' '}
              <To path={transferPath(closed.transferId)}>the decision that closed it</To>.
            </>
          )}
        </InsetText>
      ) : null}
      {closing === undefined ? null : (
        <InsetText>
          Somebody has asked for <To path={transferPath(closing.id)}>this fund to be closed</To>. A second person
          decides.
        </InsetText>
      )}
      {moving === undefined ? null : (
        <InsetText>
          A large <To path={transferPath(moving)}>transfer</To> is under way. Until it is through, the fund pays for no
          new place.
        </InsetText>
      )}
      {deficit === 0 ? null : (
        <InsetText>
          The fund has a deficit of {ledgerSum(deficit)}. It comes first: what comes free in the fund clears it.
        </InsetText>
      )}
    </>
  );
}

function PastItsDay({ visit, file: { fund, sums } }: Props) {
  if (sums === undefined || sums.pastItsDay === 0) return null;
  return (
    <>
      <InsetText>
        {ledgerSum(sums.pastItsDay)} of this fund was to be spent by a date that is over. It pays for nobody until two
        people have decided where it goes.
      </InsetText>
      {mayOpen(visit.actor, 'keep-funds') && fund.value.state === 'open' ? (
        <Button href={`${fundPath(fund.value.id)}/past-its-date`} variant="secondary">
          Decide where it goes
        </Button>
      ) : null}
    </>
  );
}

function Steps({ visit, fund }: { readonly visit: Visit; readonly fund: Fund }) {
  const isGeneral = fund.id === visit.deps.settings.pool.generalFund.id;
  return (
    <div class="govuk-button-group">
      <Button href={`${fundPath(fund.id)}/change`} variant="secondary">
        Change this fund
      </Button>
      <Button href={`${fundPath(fund.id)}/transfer`} variant="secondary">
        Move money to another fund
      </Button>
      {isGeneral ? null : (
        <Button href={`${fundPath(fund.id)}/close`} variant="secondary">
          Close this fund
        </Button>
      )}
    </div>
  );
}

const spendByWords = ({ now, deps }: Visit, { spendBy, ...fund }: Fund): string => {
  if (spendBy === undefined) return 'No date';
  const isOver = fund.state === 'open' && isPastItsDay({ spendBy }, localDay(now, deps.settings.office));
  return isOver ? `${shortDate(spendBy)}, which is over: no more gifts are taken for it` : shortDate(spendBy);
};

const Terms = ({ visit, fund }: { readonly visit: Visit; readonly fund: Fund }) => {
  const page = `/give/${fund.slug ?? fund.id}`;
  return (
    <Facts
      card={{ title: { text: 'What it says' } }}
      rows={[
        { key: 'Aim', value: fund.aim },
        { key: 'If that is met or cannot be', value: fund.secondaryPurpose },
        { key: 'Kind', value: fundKindWords[fund.kind] },
        { key: 'May pay for', value: restrictionWords(fund.restriction) },
        {
          key: 'Limits',
          value:
            fund.firstGiftAt === undefined
              ? 'May still be changed: nobody has given to it or been asked to'
              : `Stand since ${shortDay(fund.firstGiftAt)}, when somebody first gave to it or was asked to`,
        },
        { key: 'Spend by', value: spendByWords(visit, fund) },
        { key: 'Order', value: String(fund.order) },
        { key: 'Its page', value: { text: <To path={page}>{`${visit.deps.siteUrl}${page}`}</To> } },
      ]}
    />
  );
};

function Money({ file: { sums } }: Pick<Props, 'file'>) {
  if (sums === undefined) return null;
  return (
    <>
      <Facts
        card={{ title: { text: 'Money' } }}
        rows={[
          { key: 'Free', value: `${ledgerSum(sums.free)} in ${sums.lots} ${sums.lots === 1 ? 'lot' : 'lots'}` },
          ...(sums.pastItsDay === 0
            ? []
            : [{ key: 'Free, past its spend-by date', value: ledgerSum(sums.pastItsDay) }]),
          { key: 'Under review', value: ledgerSum(sums.inReview) },
          {
            key: 'Held for places',
            value: `${ledgerSum(sums.held)} in ${sums.commitments} open ${sums.commitments === 1 ? 'commitment' : 'commitments'}`,
          },
          { key: 'Spent', value: ledgerSum(sums.spent) },
          { key: 'Deficit', value: ledgerSum(sums.fund.deficit) },
        ]}
      />
      <More when={sums.isIncomplete}>There is more than this page adds up: each sum is at least what is shown.</More>
    </>
  );
}

function Transfers({ file: { fund, transfers, names } }: Pick<Props, 'file'>) {
  return (
    <>
      <Listing
        caption="Transfers"
        empty="No money has moved between this fund and others, and nobody has asked for it."
        firstCellIsHeader
        head={['Asked for', 'From or to', 'How much', { text: 'Moved', format: 'numeric' }, 'State']}
        rows={transfers.items.map((transfer) => [
          { text: <To path={transferPath(transfer.id)}>{shortDay(transfer.requestedAt)}</To> },
          transfer.fromFundId === fund.value.id
            ? `To ${names.get(transfer.toFundId) ?? 'another fund'}`
            : `From ${names.get(transfer.fromFundId) ?? 'another fund'}`,
          transferSum(transfer),
          sumCell(transfer.moved),
          { text: <StateTag state={transferStateWords[transfer.state]} /> },
        ])}
      />
      <More when={transfers.more}>There are earlier ones than are shown here.</More>
    </>
  );
}
