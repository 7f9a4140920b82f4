import type { FundId } from '../../../../events/values.ts';
import type { Hold } from '../../../../shared/domain/hold.ts';
import { pounds } from '../../../../shared/domain/money-words.ts';
import { blockCost, type Place } from '../../../../shared/domain/place.ts';
import { Listing, More } from '../../../../shared/staff/pages/parts.tsx';
import { giftOfLot } from '../../../../shared/staff/words/references.ts';
import { sumCell } from '../../../../shared/staff/words/sums.ts';
import type { Explanation } from '../../queries/explain-place.ts';

/** Lots listed one by one; a hold of many small gifts shows the first and says how many there are. */
const mostLots = 40;

interface Props {
  readonly place: Place;
  readonly hold: Hold | undefined;
  readonly explanation: Explanation;
  readonly fundNames: ReadonlyMap<FundId, string>;
}

/** Which funds and gifts pay, and what is left. */
export function WhichMoney({ place, hold, explanation, fundNames }: Props) {
  const { funds, fundableNow, waitingInAll } = explanation;
  const { block, fee, contribution } = place;
  return (
    <section>
      <h2 class="govuk-heading-m">The money</h2>
      <p class="govuk-body">
        Block {block.number}, {block.sessions} of {place.sessions} sessions, costs the pool {pounds(blockCost(place))}:
        a fee of {pounds(fee)} at most, of which the person contributes {pounds(contribution)}.
      </p>
      {hold === undefined ? null : <Draws hold={hold} fundNames={fundNames} />}
      <Listing
        caption={hold === undefined ? 'What is free now' : 'The pool, before and after'}
        empty="No fund is open."
        firstCellIsHeader
        head={[
          'Fund',
          ...(hold === undefined
            ? [{ text: 'Free now', format: 'numeric' as const }]
            : [
                { text: 'Free before', format: 'numeric' as const },
                { text: 'Set aside for this place', format: 'numeric' as const },
                { text: 'Free after', format: 'numeric' as const },
              ]),
        ]}
        rows={funds.map(({ name, free, held, isIncomplete }) => [
          isIncomplete ? `${name} (at least)` : name,
          ...(hold === undefined ? [] : [sumCell(free + held), sumCell(held)]),
          sumCell(free),
        ])}
      />
      <p class="govuk-body">
        {waitingInAll.count === 0
          ? 'Nobody else is waiting.'
          : `With what is free ${hold === undefined ? 'now' : 'after this'}, ${fundableNow} of ${waitingInAll.count} others who wait${waitingInAll.isWhole ? '' : ', or more,'} could be reserved.`}
      </p>
    </section>
  );
}

function Draws({ hold, fundNames }: { readonly hold: Hold; readonly fundNames: Props['fundNames'] }) {
  const shown = hold.draws.slice(0, mostLots);
  return (
    <>
      <Listing
        caption="What pays for it"
        empty=""
        firstCellIsHeader
        head={['Fund', 'Gift', { text: 'Set aside', format: 'numeric' }]}
        rows={shown.map(({ fundId, lotId, drawn, posted, released }) => [
          fundNames.get(fundId) ?? 'A fund',
          giftOfLot(lotId),
          sumCell(drawn - posted - released),
        ])}
      />
      <More when={hold.draws.length > shown.length}>
        {shown.length} of {hold.draws.length} gifts are shown.
      </More>
    </>
  );
}
