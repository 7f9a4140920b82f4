import { WayBack } from '../../../shared/web/components/back-link.tsx';
import type { Content } from '../../../shared/web/components/content.ts';
import type { FormState } from '../../../shared/web/forms.ts';
import { Page } from '../../../shared/web/layout.tsx';
import type { Shell } from '../public-deps.ts';

const confidentialityUrl = '/confidentiality';

export interface FrameProps {
  readonly shell: Shell;
  /** Stays in the browser's history and on its tab: neutral words, never the question itself where that tells. */
  readonly title: string;
  readonly back?: string | undefined;
  readonly form?: FormState | undefined;
  /** The content brings its own columns. */
  readonly isLaidOut?: boolean | undefined;
  readonly children?: Content;
}

const footerLinks = [
  { text: 'Privacy notice', href: '/privacy' },
  { text: 'Accessibility', href: '/accessibility' },
];

/** A page for people who seek help or refer somebody: with the way out and who to call. */
export const ClientPage = ({ children, isLaidOut, ...props }: FrameProps) => (
  <Page variant="public" helpUrl="/help" {...frameOf(props)}>
    {isLaidOut === true ? children : <ReadingColumn>{children}</ReadingColumn>}
  </Page>
);

/** A page for people who give. */
export const DonorPage = ({ children, isLaidOut, ...props }: FrameProps) => (
  <Page variant="donor" {...frameOf(props)}>
    {isLaidOut === true ? children : <ReadingColumn>{children}</ReadingColumn>}
  </Page>
);

const frameOf = ({ shell, title, back, form }: FrameProps) => ({
  title,
  site: shell.settings,
  assets: shell.assets,
  confidentialityUrl,
  footerLinks,
  hasErrors: form !== undefined && form.errors.length > 0,
  beforeMain: back === undefined ? undefined : <WayBack href={back} />,
});

/** Lines short enough to read with ease. */
export const ReadingColumn = ({ children }: { readonly children?: Content }) => (
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">{children}</div>
  </div>
);
