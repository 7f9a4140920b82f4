import { html } from 'hono/html';
import type { CharitySettings } from '../domain/settings.ts';
import type { AssetUrls } from './assets.ts';
import type { Content } from './components/content.ts';
import { ExitThisPage } from './components/exit-this-page.tsx';
import { SkipLink } from './components/skip-link.tsx';
import { CrisisStrip, type FooterLink, SiteFooter } from './site-footer.tsx';
import { InsideHeader, type InsideHeaderProps, OutsideHeader, SiteNavigation } from './site-header.tsx';

/** What the settings say about the organisation; `site={settings}` will do. Nothing of it stands in code. */
export type Site = Pick<CharitySettings, 'charity' | 'crisis' | 'exitUrl'>;

export interface PageFrame {
  /** What this page is, without the service's name. It stays in the browser's history: keep it neutral for clients. */
  readonly title: string;
  readonly site: Site;
  readonly assets: AssetUrls;
  /** Says so in the title, which screen readers read first. Pass `form.errors.length > 0`. */
  readonly hasErrors?: boolean | undefined;
  /** Back link or breadcrumbs. */
  readonly beforeMain?: Content;
  readonly children?: Content;
}

/** Pages for people who seek help or refer somebody: the way out, and who to call, on every one. */
export interface PublicFrame extends PageFrame {
  readonly variant: 'public';
  readonly confidentialityUrl: string;
  /** The page with every crisis number; the strip then shows the first two and leads there. */
  readonly helpUrl?: string | undefined;
  readonly footerLinks?: readonly FooterLink[] | undefined;
}

/** Pages for donors: no way out needed, nothing that could make them think they are on a client's page. */
export interface DonorFrame extends PageFrame {
  readonly variant: 'donor';
  readonly confidentialityUrl: string;
  readonly footerLinks?: readonly FooterLink[] | undefined;
}

/** Pages for therapists, who come by a link in a mail and are not signed in. */
export interface PortalFrame extends PageFrame {
  readonly variant: 'portal';
}

/** Pages for staff at work. */
export interface InsideFrame extends PageFrame, Omit<InsideHeaderProps, 'site' | 'assets'> {
  readonly variant: 'console';
}

export type PageProps = PublicFrame | DonorFrame | PortalFrame | InsideFrame;

const homes = { public: '/', donor: '/give', portal: '/portal' } as const;

/**
 * The whole document. `return c.html(<Page variant="public" …>…</Page>)`. The content goes into `<main>`, has exactly
 * one `h1`, and works without a script.
 */
export function Page(props: PageProps) {
  const isPublic = props.variant === 'public';
  const title = `${props.hasErrors === true ? 'Error: ' : ''}${props.title} – ${props.site.charity.serviceName}`;
  return html`<!DOCTYPE html>
${(
  <html lang="en-GB" class="govuk-template">
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="theme-color" content="#0f6259" />
      {/* No search engine has business with people's work, or with a page behind a link. */}
      {props.variant === 'console' || props.variant === 'portal' ? (
        <meta name="robots" content="noindex, nofollow" />
      ) : null}
      {/* A number is a link only where we made it one; a reference is not a telephone number. */}
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" href={props.assets.mark} type="image/svg+xml" />
      <link rel="stylesheet" href={props.assets.style} />
      <script type="module" src={props.assets.script} />
    </head>
    <body class={`govuk-template__body${props.variant === 'console' ? ' at-work' : ''}`}>
      <SkipLink href="#main-content">Skip to main content</SkipLink>
      {props.variant === 'console' ? (
        <InsideHeader {...props} />
      ) : (
        <OutsideHeader
          site={props.site}
          mark={props.assets.mark}
          home={homes[props.variant]}
          exitUrl={isPublic ? props.site.exitUrl : undefined}
        />
      )}
      {props.variant === 'console' ? <SiteNavigation navigation={props.navigation} /> : null}
      {props.variant === 'public' ? <CrisisStrip crisis={props.site.crisis} helpUrl={props.helpUrl} /> : null}
      <div class="govuk-width-container page">
        {isPublic ? <ExitThisPage id="exit-this-page" redirectUrl={props.site.exitUrl} /> : null}
        {props.beforeMain}
        <main class="govuk-main-wrapper" id="main-content">
          {props.children}
        </main>
      </div>
      <SiteFooter
        site={props.site}
        confidentialityUrl={'confidentialityUrl' in props ? props.confidentialityUrl : undefined}
        moreLinks={'footerLinks' in props ? props.footerLinks : undefined}
        showsHistoryNote={isPublic}
        saysWhichTime={props.variant === 'console'}
      />
    </body>
  </html>
)}`;
}
