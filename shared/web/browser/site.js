// The one script of every page. Nothing needs it: it only makes pages that already work a little easier to use.
// It stores nothing, sends nothing, and is served from our own origin under a strict content security policy.
import {
  Button,
  CharacterCount,
  createAll,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  SkipLink,
} from 'govuk-frontend';
import { showLiveSums } from './live-sum.js';

// GOV.UK's template sets these with an inline script, which our policy forbids. A browser that runs modules supports them.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

// Leaving comes first: whatever else fails on this page, the way out must work.
for (const component of [ExitThisPage, Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink]) {
  createAll(component);
}

showLiveSums();
