import { Hono } from 'hono';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { AccessibilityPage } from '../pages/accessibility.tsx';
import { ConfidentialityPage } from '../pages/confidentiality.tsx';
import { HelpPage } from '../pages/help.tsx';
import { HomePage } from '../pages/home.tsx';
import { PrivacyPage } from '../pages/privacy.tsx';
import { YoungPeoplePage } from '../pages/young-people.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';

/** The pages that only tell. */
export function createInformationRoutes(deps: PublicDeps): Hono<WebEnv> {
  const shell = shellOf(deps);
  return new Hono<WebEnv>()
    .get('/', (c) => c.html(<HomePage shell={shell} />))
    .get('/help', (c) => c.html(<HelpPage shell={shell} />))
    .get('/young-people', (c) => c.html(<YoungPeoplePage shell={shell} />))
    .get('/confidentiality', (c) => c.html(<ConfidentialityPage shell={shell} />))
    .get('/privacy', (c) => c.html(<PrivacyPage shell={shell} />))
    .get('/accessibility', (c) => c.html(<AccessibilityPage shell={shell} />));
}
