import type { Role } from '../../../events/values.ts';
import { Breadcrumbs } from '../../web/components/breadcrumbs.tsx';
import type { Content } from '../../web/components/content.ts';
import { NotificationBanner } from '../../web/components/notification-banner.tsx';
import { FormErrors } from '../../web/form.tsx';
import { emptyForm, type FormState } from '../../web/forms.ts';
import { Page } from '../../web/layout.tsx';
import type { NavigationItem } from '../../web/site-header.tsx';
import { type Area, mayOpen } from '../permissions.ts';
import { home } from '../staff-deps.ts';
import type { Visit } from '../visit.ts';
import { doneWords } from '../words/done.ts';
import { roleWords } from '../words/roles.ts';

const parts: readonly { readonly text: string; readonly path: string; readonly area: Area | undefined }[] = [
  { text: 'Work to do', path: '', area: undefined },
  { text: 'Waiting list', path: '/waiting', area: 'waiting' },
  { text: 'Pool', path: '/pool', area: 'pool' },
  { text: 'Funds', path: '/funds', area: 'pool' },
  { text: 'Donations', path: '/donations', area: 'donations' },
  { text: 'Therapists', path: '/therapists', area: 'therapists' },
  { text: 'Statements', path: '/statements', area: 'statements' },
  { text: 'Journal', path: '/journal', area: 'journal' },
  { text: 'Ledger audit', path: '/ledger-audit', area: 'ledger-audit' },
  { text: 'Months', path: '/periods', area: 'periods' },
  { text: 'Concerns', path: '/concerns', area: 'concerns' },
  { text: 'Keeping', path: '/retention', area: 'retention' },
  { text: 'Mail', path: '/mail', area: 'mail' },
  { text: 'Failed messages', path: '/dead-letters', area: 'dead-letters' },
  { text: 'Audit trail', path: '/audit', area: 'audit' },
  { text: 'Absence', path: '/absence', area: 'absence' },
  { text: 'Your sign-ins', path: '/sign-ins', area: undefined },
];

const navigationOf = ({ actor, c }: Visit): readonly NavigationItem[] =>
  parts
    .filter(({ area }) => area === undefined || mayOpen(actor, area))
    .map(({ text, path }) => ({ text, href: `${home}${path}`, isCurrent: c.req.path === `${home}${path}` }));

/** A deputy sees whether they act now. */
const shownRole = (role: Role, acting: readonly Role[]): string =>
  acting.includes(role) ? roleWords[role] : `${roleWords[role]}, not acting now`;

interface Crumb {
  readonly text: string;
  readonly path: string;
}

export interface ConsolePageProps {
  readonly visit: Visit;
  /** Stays in the browser's history: references at most. */
  readonly title: string;
  /** The pages above this one, below the console itself. */
  readonly above?: readonly Crumb[] | undefined;
  /** Whose errors stand at the top. */
  readonly form?: FormState | undefined;
  readonly children?: Content;
}

/** A page for people at work: their parts of the console, what was just done, what is to be put right. */
export function ConsolePage({ visit, title, above, form = emptyForm, children }: ConsolePageProps) {
  const { deps, session, roles, actor, csrfToken } = visit;
  const done = form.errors.length > 0 ? undefined : doneWords(visit.c.req.query('done'));
  return (
    <Page
      variant="console"
      title={title}
      site={deps.settings}
      assets={deps.assets}
      home={home}
      navigation={navigationOf(visit)}
      person={{ name: session.name, roles: roles.map((role) => shownRole(role, actor.roles)) }}
      signOutUrl={`${home}/sign-out`}
      csrfToken={csrfToken}
      hasErrors={form.errors.length > 0}
      beforeMain={above === undefined ? undefined : <Trail above={above} title={title} />}
    >
      <FormErrors form={form} />
      {done === undefined ? null : <NotificationBanner type="success" title="Done" text={done} />}
      {children}
    </Page>
  );
}

const Trail = ({ above, title }: { readonly above: readonly Crumb[]; readonly title: string }) => (
  <Breadcrumbs
    collapseOnMobile
    items={[
      { text: 'Work to do', href: home },
      ...above.map(({ text, path }) => ({ text, href: path })),
      { text: title },
    ]}
  />
);
