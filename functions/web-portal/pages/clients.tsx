import { dayInWords } from '../../../shared/domain/date-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { sessionsLeft } from '../../../shared/domain/place.ts';
import { isPaused, referenceOf } from '../../../shared/domain/referral.ts';
import type { Request } from '../../../shared/domain/request.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { NotificationBanner } from '../../../shared/web/components/notification-banner.tsx';
import { Pagination } from '../../../shared/web/components/pagination.tsx';
import { SummaryList, type SummaryRow } from '../../../shared/web/components/summary-list.tsx';
import type { EndedClient, OwnClient, OwnClients } from '../load-clients.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

const sessionsInWords = (count: number): string => (count === 1 ? '1 session' : `${count} sessions`);

/** How much of the money in hand is used. */
function usedWords({ place }: OwnClient): string {
  if (place === undefined) return 'This person pays your fee themself';
  const { block } = place;
  return `${block.used} used, ${sessionsLeft(place)} left, of ${sessionsInWords(block.sessions)}`;
}

const isOpen = ({ state }: Request): boolean => state === 'requested' || state === 'reserved';

/** Whether the therapist may ask for more sessions here: near the end of the block, and not twice. */
const mayAskForMore = ({ referral, place, nextBlock }: OwnClient, { therapy }: CharitySettings): boolean =>
  place?.state === 'in-use' &&
  !isPaused(referral) &&
  sessionsLeft(place) <= therapy.reviewSessionsLeft &&
  (nextBlock === undefined || !isOpen(nextBlock));

/** What comes after the block in hand; a review says whether it is needed. */
function nextBlockWords({ place, nextBlock }: OwnClient): string | undefined {
  if (place === undefined) return undefined;
  if (nextBlock !== undefined && !isOpen(nextBlock)) return 'Not agreed: we call you about it';
  if (nextBlock?.state === 'reserved') return 'Its money is held; it waits for approval';
  if (nextBlock !== undefined) return 'Asked for; it waits for its money';
  const later = place.sessions - place.used - sessionsLeft(place);
  return later > 0 ? `${sessionsInWords(later)} may follow, after a review` : 'None is planned';
}

/** What the therapist does next. */
function nextStepWords(client: OwnClient, { therapy }: CharitySettings): string {
  const { referral, place, nextBlock } = client;
  if (isPaused(referral) || place?.state === 'paused') return 'Therapy rests for now: we call you when it goes on';
  if (referral.state !== 'in-therapy') return 'Get in touch in the way they allowed, and record the first session';
  if (place === undefined) return 'Record each session, and tell us when therapy has ended';
  const left = sessionsLeft(place);
  const isAsked = nextBlock !== undefined && isOpen(nextBlock);
  if (left === 0 && isAsked) return 'Wait for the next block before you meet again';
  if (left === 0) return 'Tell us that therapy has ended, or ask for more sessions if it should go on';
  if (left <= therapy.reviewSessionsLeft && !isAsked) {
    return 'Look back with the person, and ask for more sessions if they are needed';
  }
  return 'Record each session after it';
}

function Client({ client, settings }: { readonly client: OwnClient; readonly settings: CharitySettings }) {
  const reference = referenceOf(client.referral.id);
  const path = `/portal/clients/${client.referral.id}`;
  const nextBlock = nextBlockWords(client);
  const rows: readonly SummaryRow[] = [
    { key: 'Sessions', value: usedWords(client) },
    ...(nextBlock === undefined ? [] : [{ key: 'Next block', value: nextBlock }]),
    { key: 'Next step', value: nextStepWords(client, settings) },
  ];
  const items = [
    { text: 'Record a session', href: path },
    ...(mayAskForMore(client, settings) ? [{ text: 'Ask for more sessions', href: `${path}/next-block` }] : []),
    ...(client.referral.state === 'in-therapy' ? [{ text: 'End therapy', href: `${path}/end` }] : []),
  ];
  return <SummaryList card={{ title: { text: reference }, actions: { items } }} rows={rows} />;
}

/** Sessions that nobody has written down when therapy ended: they took place, and are owed. */
function Ended({ ended, settings }: { readonly ended: readonly EndedClient[]; readonly settings: CharitySettings }) {
  if (ended.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Therapy that has ended</h2>
      <p class="govuk-body">Is a session from before the end not recorded yet? You can still do so.</p>
      {ended.map(({ referralId, endedAt, until }) => (
        <SummaryList
          card={{
            title: { text: referenceOf(referralId) },
            actions: { items: [{ text: 'Record a session from before', href: `/portal/clients/${referralId}` }] },
          }}
          rows={[
            { key: 'Ended', value: dayInWords(localDay(endedAt, settings.office)) },
            { key: 'Record until', value: dayInWords(localDay(until, settings.office)) },
          ]}
        />
      ))}
    </>
  );
}

export interface ClientsPageProps extends Omit<FrameProps, 'title'>, OwnClients {
  /** Those whose therapy has ended lately. */
  readonly ended: readonly EndedClient[];
  /** Whether therapy with one of them was ended just now. */
  readonly hasEnded: boolean;
  /** Whether more sessions were asked for just now. */
  readonly hasAsked: boolean;
}

/** The clients a therapist has now, by reference: how far the block in hand has come, and what to do next. */
export const ClientsPage = ({ clients, next, ended, hasEnded, hasAsked, ...frame }: ClientsPageProps) => (
  <PortalPage {...frame} title="Your clients">
    {hasEnded ? (
      <NotificationBanner
        type="success"
        title="Done"
        text="Thank you. Therapy has ended, and you have room for somebody else."
      />
    ) : null}
    {hasAsked ? (
      <NotificationBanner
        type="success"
        title="Done"
        text="Thank you. A coordinator decides, and you see here what comes of it."
      />
    ) : null}
    <h1 class="govuk-heading-l">Your clients</h1>
    {clients.length === 0 ? (
      <p class="govuk-body">
        {next === undefined
          ? 'You have no client from us at the moment.'
          : 'More of your clients are on the next page.'}
      </p>
    ) : (
      clients.map((client) => <Client client={client} settings={frame.settings} />)
    )}
    {next === undefined ? null : (
      <Pagination
        next={{ href: `/portal/clients?${new URLSearchParams({ after: next })}`, labelText: 'More clients' }}
      />
    )}
    <Ended ended={ended} settings={frame.settings} />
    <p class="govuk-body">
      <a class="govuk-link" href="/portal/when-to-ask">
        When we may ask you
      </a>
    </p>
    <p class="govuk-body">
      <a class="govuk-link" href="/portal/leave">
        Leave the service
      </a>
    </p>
  </PortalPage>
);
