import { registrationWords } from '../domain/registration-words.ts';
import type { CharitySettings } from '../domain/settings.ts';
import { dialLink } from './dial-link.ts';

type Crisis = CharitySettings['crisis'];

export interface CrisisStripProps {
  readonly crisis: Crisis;
  /** Where all the numbers stand. With it the strip shows the first two, so that a small screen still shows the page. */
  readonly helpUrl?: string | undefined;
}

/** Who to call, on every page that a client may see, before anything else on it. */
export function CrisisStrip({ crisis, helpUrl }: CrisisStripProps) {
  return (
    <section class="crisis-strip" aria-label="Help right now">
      <div class="govuk-width-container crisis-strip__row">
        <p class="crisis-strip__lead">Need somebody now?</p>
        <ul class="crisis-strip__lines">
          {(helpUrl === undefined ? crisis : crisis.slice(0, 2)).map((line) => (
            <li>
              {line.name}{' '}
              <a class="crisis-strip__phone" href={dialLink(line)}>
                {line.phone}
              </a>
            </li>
          ))}
          {helpUrl === undefined ? null : (
            <li>
              <a class="crisis-strip__phone" href={helpUrl}>
                More numbers
              </a>
            </li>
          )}
        </ul>
      </div>
    </section>
  );
}

export interface FooterLink {
  readonly text: string;
  readonly href: string;
}

export interface SiteFooterProps {
  readonly site: Pick<CharitySettings, 'charity' | 'crisis'>;
  /** Left out for people at work. */
  readonly confidentialityUrl?: string | undefined;
  /** What else belongs beside it, such as the privacy notice and the accessibility statement. */
  readonly moreLinks?: readonly FooterLink[] | undefined;
  /** Where there is a way out, people are told what it does not do. It never advises to delete anything: some people's court orders forbid that. */
  readonly showsHistoryNote: boolean;
  /** Where times stand in tables, without their zone. */
  readonly saysWhichTime: boolean;
}

/** Who to call, what happens to what people tell us, and who we are. */
export function SiteFooter({ site, confidentialityUrl, moreLinks, showsHistoryNote, saysWhichTime }: SiteFooterProps) {
  const { charity } = site;
  return (
    <footer class="site-footer">
      <div class="govuk-width-container">
        {confidentialityUrl === undefined ? null : (
          <div class="site-footer__columns">
            <CrisisNumbers crisis={site.crisis} />
            <section>
              <h2 class="site-footer__heading">Your privacy</h2>
              <ul class="site-footer__list">
                <li>
                  <a class="govuk-link" href={confidentialityUrl}>
                    Confidentiality and its limits
                  </a>
                </li>
                {(moreLinks ?? []).map((link) => (
                  <li>
                    <a class="govuk-link" href={link.href}>
                      {link.text}
                    </a>
                  </li>
                ))}
                {showsHistoryNote ? (
                  <li>“Exit this page” takes you to another site at once. Your browser still remembers this visit.</li>
                ) : null}
              </ul>
            </section>
          </div>
        )}
        <p class="site-footer__legal">
          {charity.name}, {charity.address}. <span class="site-footer__number">{charity.phone}</span>. Registered
          charity {registrationWords(charity)}.{saysWhichTime ? ' All times here are UK times.' : ''}
        </p>
      </div>
    </footer>
  );
}

function CrisisNumbers({ crisis }: { readonly crisis: Crisis }) {
  return (
    <section>
      <h2 class="site-footer__heading">If you need somebody now</h2>
      <ul class="site-footer__list">
        {crisis.map((line) => (
          <li>
            {line.name}{' '}
            <a class="govuk-link site-footer__phone" href={dialLink(line)}>
              {line.phone}
            </a>
            <span class="site-footer__hours">{line.hours}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
