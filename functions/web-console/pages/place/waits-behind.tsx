import { referenceOf } from '../../../../shared/domain/referral.ts';
import { Listing, More, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import { bandWords } from '../../../../shared/staff/words/case.ts';
import { groupText } from '../../../../shared/staff/words/groups.ts';
import { placePath } from '../../../../shared/staff/words/references.ts';
import { sumCell } from '../../../../shared/staff/words/sums.ts';
import { shortDay } from '../../../../shared/staff/words/times.ts';
import type { Explanation } from '../../queries/explain-place.ts';

/** Who comes next, and would have the money sooner without this place. */
export const WaitsBehind = ({ behind }: { readonly behind: Explanation['behind'] }) => (
  <section>
    <Listing
      caption="What waits behind it"
      empty="Nobody else waits behind this place."
      firstCellIsHeader
      head={['Case', 'Priority', 'What it is about', 'Counts from', { text: 'Needs', format: 'numeric' }]}
      rows={behind.first.map(({ cost, place: { value } }) => [
        { text: <To path={placePath(value.id)}>{referenceOf(value.referralId)}</To> },
        { text: <StateTag state={bandWords[value.band]} /> },
        groupText(value.class.group),
        shortDay(value.waitsFrom),
        sumCell(cost),
      ])}
    />
    <More when={behind.inAll > behind.first.length}>
      {behind.first.length} of {behind.isWhole ? '' : 'at least '}
      {behind.inAll} are shown here.
    </More>
  </section>
);
