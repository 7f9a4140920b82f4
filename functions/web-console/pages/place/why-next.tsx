import { listInWords } from '../../../../shared/domain/list-words.ts';
import { pounds } from '../../../../shared/domain/money-words.ts';
import type { Place } from '../../../../shared/domain/place.ts';
import { referenceOf } from '../../../../shared/domain/referral.ts';
import { regionWords } from '../../../../shared/domain/region-words.ts';
import type { CharitySettings } from '../../../../shared/domain/settings.ts';
import { Facts, Listing, More, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import { bandWords } from '../../../../shared/staff/words/case.ts';
import { groupText } from '../../../../shared/staff/words/groups.ts';
import { casePath } from '../../../../shared/staff/words/references.ts';
import { staffMark } from '../../../../shared/staff/words/roles.ts';
import { unusableWords } from '../../../../shared/staff/words/states.ts';
import { sumCell } from '../../../../shared/staff/words/sums.ts';
import { shortDay, waitInWords } from '../../../../shared/staff/words/times.ts';
import type { Ahead, Explanation } from '../../queries/explain-place.ts';

interface Props {
  readonly place: Place;
  readonly explanation: Explanation;
  readonly settings: CharitySettings;
  readonly now: Place['waitsFrom'];
}

/** Why an entry ahead of this one has no money yet. */
function whyNotFunded({ unfunded, entry, mayPay }: Ahead): string {
  if (unfunded === undefined) return 'There is money for it now: the next pass reserves it as well';
  const names = mayPay.filter(({ state }) => state === 'open').map(({ name }) => `“${name}”`);
  const within = names.length === 0 ? 'No open fund may pay for it' : `It may draw on ${listInWords(names)}`;
  return `${within}: ${pounds(unfunded.within)} free of the ${pounds(entry.cost)} that it needs`;
}

/** Why the place stands where it does: its clock, its head start, its class, and whoever is before it. */
export function WhyNext({ place, explanation, settings, now }: Props) {
  const { ahead, aheadInAll, isWhole, aheadUnusable, unfunded } = explanation;
  const headStart = settings.waiting.headStartDays[place.band];
  const wait = waitInWords(place.clock, now);
  return (
    <section>
      <h2 class="govuk-heading-m">
        {place.state === 'reserved' ? 'Why this place is next' : 'Where this place stands'}
      </h2>
      <Facts
        rows={[
          { key: 'Place in the order', value: `Counts from ${shortDay(place.waitsFrom)}` },
          {
            key: 'How that is counted',
            value: `Asked on ${shortDay(place.clock.startedAt)}, less a head start of ${headStart} days for the priority, later by every pause that has ended`,
          },
          ...(place.precedence?.state === 'granted'
            ? [
                {
                  key: 'Override',
                  value: `Before all other new places since ${shortDay(place.precedence.grantedAt)}: ${place.precedence.why}. Asked for by colleague ${staffMark(place.precedence.askedBy)}, granted by colleague ${staffMark(place.precedence.grantedBy)}`,
                },
              ]
            : []),
          { key: 'Priority', value: { text: <StateTag state={bandWords[place.band]} /> } },
          { key: 'Has waited', value: `${wait.raw}; ${wait.adjusted} without pauses` },
          {
            key: 'What decides which money may pay',
            value: `${groupText(place.class.group)}; ${regionWords[place.class.region]}`,
          },
          ...(unfunded === undefined
            ? []
            : [
                {
                  key: 'Why it has no money yet',
                  value: `It needs ${pounds(unfunded.cost)}, and the money that it may use now comes to ${pounds(unfunded.within)}`,
                },
              ]),
        ]}
      />
      <Listing
        caption="Ahead of it, and why they have no money"
        empty="Nobody who could be funded now is ahead of it."
        firstCellIsHeader
        head={['Case', 'Counts from', { text: 'Needs', format: 'numeric' }, 'Why not funded']}
        rows={ahead.map((each) => [
          {
            text: (
              <To path={casePath(each.entry.place.value.referralId)}>
                {referenceOf(each.entry.place.value.referralId)}
              </To>
            ),
          },
          each.entry.request === undefined ? shortDay(each.entry.place.value.waitsFrom) : 'In hand: before new places',
          sumCell(each.entry.cost),
          whyNotFunded(each),
        ])}
      />
      <More when={aheadInAll > ahead.length}>
        {ahead.length} of {isWhole ? '' : 'at least '}
        {aheadInAll} are shown here. The waiting list shows all.
      </More>
      {aheadUnusable.length === 0 ? null : (
        <Listing
          caption="Ahead of it, and not usable now"
          empty=""
          firstCellIsHeader
          head={['Case', 'Why it is passed over']}
          rows={aheadUnusable.map((other) => [
            { text: <To path={casePath(other.referralId)}>{referenceOf(other.referralId)}</To> },
            other.state === 'requested' ? other.unusable.map((why) => unusableWords[why]).join('; ') : '',
          ])}
        />
      )}
    </section>
  );
}
