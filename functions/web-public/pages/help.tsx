import { eachNation } from '../../../shared/domain/nation-words.ts';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import { dialLink } from '../../../shared/web/dial-link.ts';
import type { Shell } from '../public-deps.ts';
import { clockHour } from './clock-hour.ts';
import { ClientPage } from './frame.tsx';
import { Telephone } from './telephone.tsx';

/** Who to call now, from the settings. */
export const HelpPage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Who to call now" back="/">
    <h1 class="govuk-heading-l">If you need somebody now</h1>
    <p class="govuk-body-l">
      Things can feel impossible tonight and different next week. These people listen to everybody. You need not say
      what it is about, or who you are.
    </p>
    <SummaryList
      rows={linesOf(shell.settings).map((line) => ({
        key: line.name,
        value: {
          text: (
            <>
              <strong class="govuk-!-font-size-24">
                <a class="govuk-link" href={dialLink(line)}>
                  {line.phone}
                </a>
              </strong>
              <br />
              {line.hours}
            </>
          ),
        },
      }))}
    />
    <p class="govuk-body">
      We ourselves are not an emergency service: we answer <Telephone number={shell.settings.charity.phone} /> in office
      hours, from {clockHour(shell.settings.office.opens)} to {clockHour(shell.settings.office.closes)} on working days.
    </p>
    <p class="govuk-body">
      If you are under 18, there are{' '}
      <a class="govuk-link" href="/young-people">
        services made for you
      </a>
      .
    </p>
  </ClientPage>
);

/** Those who listen everywhere, and then those of each nation under its name. */
const linesOf = (settings: Shell['settings']) => [
  ...settings.crisis,
  ...eachNation(settings).flatMap(({ name, crisis }) =>
    crisis.map((line) => ({ ...line, name: `${name}: ${line.name}` })),
  ),
];
