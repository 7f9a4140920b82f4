import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { AssetUrls } from '../../../shared/web/assets.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import type { Content } from '../../../shared/web/components/content.ts';
import { Form } from '../../../shared/web/form.tsx';
import { Page } from '../../../shared/web/layout.tsx';

export interface FrameProps {
  readonly settings: CharitySettings;
  readonly assets: AssetUrls;
  readonly title: string;
  readonly children?: Content;
}

/** A page for a therapist: one column, their task and nothing else. */
export const PortalPage = ({ settings, assets, title, children }: FrameProps) => (
  <Page variant="portal" title={title} site={settings} assets={assets}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{children}</div>
    </div>
  </Page>
);

/** Something that is said and needs no answer: what happened, what it means, what to do next. */
export const Notice = ({ says, ...frame }: FrameProps & { readonly says: readonly string[] }) => (
  <PortalPage {...frame}>
    <h1 class="govuk-heading-l">{frame.title}</h1>
    {says.map((paragraph) => (
      <p class="govuk-body">{paragraph}</p>
    ))}
    {frame.children}
    <p class="govuk-body">
      If you have a question, call us on {frame.settings.charity.phone} or write to {frame.settings.charity.email}.
    </p>
  </PortalPage>
);

/** A link that has run out while what it leads to is still theirs: one button sends a new one. */
export const LinkOver = ({
  action,
  csrfToken,
  ...notice
}: FrameProps & { readonly says: readonly string[]; readonly action: string; readonly csrfToken: string }) => (
  <Notice {...notice}>
    <Form action={action} csrfToken={csrfToken}>
      <Button preventDoubleClick>Send me a new link</Button>
    </Form>
  </Notice>
);
