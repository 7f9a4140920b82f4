import type { Context } from 'hono';
import { Button } from '../../web/components/button.tsx';
import type { Content } from '../../web/components/content.ts';
import { csrfTokenFor } from '../../web/csrf.ts';
import { Page } from '../../web/layout.tsx';
import { ProblemContent } from '../../web/problem-content.tsx';
import type { Problem } from '../../web/problem-words.ts';
import type { Session } from '../../web/session.ts';
import type { WebEnv } from '../../web/web-env.ts';
import { type FrameDeps, home, signInPath } from '../staff-deps.ts';

interface FrameProps {
  readonly deps: FrameDeps;
  readonly title: string;
  readonly children?: Content;
}

/** For somebody who is not signed in: nothing of the console stands around it. */
const OutsidePage = ({ deps, title, children }: FrameProps) => (
  <Page variant="donor" title={title} site={deps.settings} assets={deps.assets} confidentialityUrl="/confidentiality">
    {children}
  </Page>
);

/** What failed may have failed before anybody knew who it is, so this page asks nothing of the store. */
export function ProblemPage({
  deps,
  problem,
  c,
}: {
  readonly deps: FrameDeps;
  readonly problem: Problem;
  readonly c: Context<WebEnv>;
}) {
  const session: Session | undefined = c.get('session');
  const { charity } = deps.settings;
  const content = (
    <ProblemContent problem={problem}>
      <p class="govuk-body">If you need help, call the office on {charity.phone}.</p>
    </ProblemContent>
  );
  if (session === undefined) {
    return (
      <OutsidePage deps={deps} title={problem.title}>
        {content}
      </OutsidePage>
    );
  }
  return (
    <Page
      variant="console"
      title={problem.title}
      site={deps.settings}
      assets={deps.assets}
      home={home}
      navigation={[{ text: 'Work to do', href: home }]}
      person={{ name: session.name, roles: [] }}
      signOutUrl={`${home}/sign-out`}
      csrfToken={csrfTokenFor(c, 'session')}
    >
      {content}
    </Page>
  );
}

/** After signing out. The provider's own sign-out, where there is one, follows by itself. */
export const SignedOutPage = ({
  deps,
  continueUrl,
}: {
  readonly deps: FrameDeps;
  readonly continueUrl: string | undefined;
}) => (
  <OutsidePage deps={deps} title="You are signed out">
    <h1 class="govuk-heading-l">You are signed out</h1>
    {continueUrl === undefined ? (
      <Button href={signInPath}>Sign in</Button>
    ) : (
      <p class="govuk-body">
        <a class="govuk-link" href={continueUrl}>
          Finish signing out
        </a>
      </p>
    )}
  </OutsidePage>
);
