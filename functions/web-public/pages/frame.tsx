import { BackLink } from '../../../shared/web/components/back-link.tsx';
import type { Content } from '../../../shared/web/components/content.ts';
import type { FormState } from '../../../shared/web/forms.ts';
import { Page } from '../../../shared/web/layout.tsx';
import type { Shell } from '../public-deps.ts';

export const confidentialityUrl = '/confidentiality';

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

/** A page for people who seek help or refer somebody: with the way out and who to call. */
export const ClientPage = (props: FrameProps) => <Frame variant="public" {...props} />;

/** A page for people who give. */
export const DonorPage = (props: FrameProps) => <Frame variant="donor" {...props} />;

function Frame({
  variant,
  shell,
  title,
  back,
  form,
  isLaidOut,
  children,
}: FrameProps & { readonly variant: 'public' | 'donor' }) {
  return (
    <Page
      variant={variant}
      title={title}
      site={shell.settings}
      assets={shell.assets}
      confidentialityUrl={confidentialityUrl}
      hasErrors={form !== undefined && form.errors.length > 0}
      beforeMain={back === undefined ? undefined : <BackLink href={back} />}
    >
      {isLaidOut === true ? (
        children
      ) : (
        <div class="govuk-grid-row">
          <div class="govuk-grid-column-two-thirds">{children}</div>
        </div>
      )}
    </Page>
  );
}
