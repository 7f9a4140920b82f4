import { Listing } from '../../../shared/staff/pages/parts.tsx';
import { type FrameDeps, home } from '../../../shared/staff/staff-deps.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { NotificationBanner } from '../../../shared/web/components/notification-banner.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { Page } from '../../../shared/web/layout.tsx';
import type { Session } from '../../../shared/web/session.ts';

interface SignInsPageProps {
  readonly deps: FrameDeps;
  readonly session: Session;
  /** Of this person, with the one that the page is seen in. */
  readonly own: readonly Session[];
  /** Of everybody else, for whoever may end them. */
  readonly colleagues: readonly Session[];
  readonly csrfToken: string;
  readonly wasDone: boolean;
}

/** Where somebody is signed in, and the way to end it elsewhere. No address and no device: none is kept. */
export function SignInsPage({ deps, session, own, colleagues, csrfToken, wasDone }: SignInsPageProps) {
  const others = own.filter(({ idHash }) => idHash !== session.idHash);
  return (
    <Page
      variant="console"
      title="Your sign-ins"
      site={deps.settings}
      assets={deps.assets}
      home={home}
      navigation={[
        { text: 'Work to do', href: home },
        { text: 'Your sign-ins', href: `${home}/sign-ins`, isCurrent: true },
      ]}
      person={{ name: session.name, roles: [] }}
      signOutUrl={`${home}/sign-out`}
      csrfToken={csrfToken}
    >
      {wasDone ? <NotificationBanner type="success" title="Done" text="These sign-ins have ended." /> : null}
      <h1 class="govuk-heading-l">Your sign-ins</h1>
      <p class="govuk-body">
        Each browser that you signed in with, until you sign out, are away for 30 minutes, or 12 hours are over. If you
        do not know one of them, end it, and tell the office.
      </p>
      <Listing
        caption="Where you are signed in"
        empty="You are signed in nowhere."
        head={['Signed in', 'Last used', 'Which']}
        rows={own.map(({ idHash, startedAt, lastSeenAt }) => [
          shortTime(startedAt),
          shortTime(lastSeenAt),
          idHash === session.idHash ? 'This one' : 'Another browser',
        ])}
      />
      {others.length === 0 ? null : (
        <Form action={`${home}/sign-ins/end`} csrfToken={csrfToken}>
          <Button preventDoubleClick>End my other sign-ins</Button>
        </Form>
      )}
      {colleagues.length === 0 ? null : <Colleagues colleagues={colleagues} csrfToken={csrfToken} />}
    </Page>
  );
}

function Colleagues({ colleagues, csrfToken }: Pick<SignInsPageProps, 'colleagues' | 'csrfToken'>) {
  const people = [...Map.groupBy(colleagues, ({ subject }) => subject).values()];
  return (
    <>
      <h2 class="govuk-heading-m">Colleagues</h2>
      <p class="govuk-body">
        Roles are read when somebody signs in. If a colleague has left, lost a role or lost a device, take the role or
        the account away first, then end their sign-ins here.
      </p>
      <Listing
        caption="Who is signed in"
        isCaptionHidden
        empty="Nobody else is signed in."
        head={['Colleague', 'Sign-ins', 'Last used', 'End them']}
        rows={people.flatMap((signIns) => {
          const [latest] = signIns.toSorted((one, other) => (one.lastSeenAt < other.lastSeenAt ? 1 : -1));
          if (latest === undefined) return [];
          const end = { text: <EndForm colleague={latest} csrfToken={csrfToken} /> };
          return [[latest.name, String(signIns.length), shortTime(latest.lastSeenAt), end]];
        })}
      />
    </>
  );
}

interface EndFormProps {
  readonly colleague: Session;
  readonly csrfToken: string;
}

const EndForm = ({ colleague, csrfToken }: EndFormProps) => (
  <Form action={`${home}/sign-ins/end-colleague`} csrfToken={csrfToken}>
    <input type="hidden" name="colleague" value={colleague.subject} />
    <Button variant="secondary" classes="govuk-!-margin-bottom-0" preventDoubleClick>
      End the sign-ins of {colleague.name}
    </Button>
  </Form>
);
