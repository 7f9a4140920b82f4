import type { CharitySettings } from '../domain/settings.ts';
import { SkipLink } from './components/skip-link.tsx';
import { Form } from './form.tsx';

export interface OutsideHeaderProps {
  readonly site: Pick<CharitySettings, 'charity'>;
  readonly mark: string;
  readonly home: string;
  /** Where the way out leads; only on pages that have one. */
  readonly exitUrl?: string | undefined;
}

/** Whose page this is, and the way to its start. */
export function OutsideHeader({ site, mark, home, exitUrl }: OutsideHeaderProps) {
  return (
    <header class="site-header">
      {exitUrl === undefined ? null : <ExitSkipLink href={exitUrl} />}
      <div class="govuk-width-container site-header__row">
        <SiteName site={site} mark={mark} home={home} />
      </div>
    </header>
  );
}

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  readonly isCurrent?: boolean | undefined;
}

export interface InsideHeaderProps {
  readonly site: Pick<CharitySettings, 'charity'>;
  readonly assets: { readonly mark: string };
  /** Where the name leads, such as `/console`. */
  readonly home: string;
  /** What this person's roles let them open; nothing else. */
  readonly navigation: readonly NavigationItem[];
  readonly person: { readonly name: string; readonly roles: readonly string[] };
  readonly signOutUrl: string;
  readonly csrfToken: string;
}

/** Who is at work, in which roles, and the way out of the session. */
export function InsideHeader({ site, assets, home, person, signOutUrl, csrfToken }: InsideHeaderProps) {
  return (
    <header class="site-header site-header--inside">
      <div class="govuk-width-container site-header__row">
        <SiteName site={site} mark={assets.mark} home={home} />
        <div class="site-header__person">
          <span>
            {person.name}
            {person.roles.length === 0 ? null : ` (${person.roles.join(', ')})`}
          </span>
          <Form action={signOutUrl} csrfToken={csrfToken}>
            <button type="submit" class="site-header__sign-out">
              Sign out
            </button>
          </Form>
        </div>
      </div>
    </header>
  );
}

/** The parts of the console or portal that this person may open. */
export function SiteNavigation({ navigation }: Pick<InsideHeaderProps, 'navigation'>) {
  if (navigation.length === 0) return null;
  return (
    <nav class="site-navigation" aria-label="Main">
      <div class="govuk-width-container">
        <ul class="site-navigation__list">
          {navigation.map((item) => (
            <li>
              <a
                class="site-navigation__link"
                href={item.href}
                aria-current={item.isCurrent === true ? 'page' : undefined}
              >
                {item.text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

function SiteName({ site, mark, home }: OutsideHeaderProps) {
  return (
    <a class="site-header__name" href={home}>
      <img class="site-header__mark" src={mark} alt="" width="40" height="40" />
      <span class="site-header__words">
        <span class="site-header__service">{site.charity.serviceName}</span>
        <span class="site-header__organisation">{site.charity.name}</span>
      </span>
    </a>
  );
}

/** GOV.UK's second way out, for keyboards: it shows when it has the focus, right after the skip link. */
function ExitSkipLink(props: { readonly href: string }) {
  return (
    <SkipLink href={props.href} classes="govuk-js-exit-this-page-skiplink" attributes={{ rel: 'nofollow noreferrer' }}>
      Exit this page
    </SkipLink>
  );
}
