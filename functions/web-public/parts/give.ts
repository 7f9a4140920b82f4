import type { AddPages } from '../../../shared/web/app-in-parts.ts';
import type { PublicDeps } from '../public-deps.ts';
import { createGiveRoutes } from '../routes/give.tsx';
import { createGivingLinkRoutes } from '../routes/giving-link.tsx';

/** Giving, by one's own choice or by a link. */
export const givePages =
  (deps: PublicDeps): AddPages =>
  (app) => {
    // Only forms lead to the payment page, and only they must wait for where it is: whoever comes back from it is told
    // what became of their gift, also when what we know of the payment company is out of reach.
    for (const form of ['/give/details', '/give/link'])
      app.use(form, async (c, next) => {
        c.set('formActions', [await deps.fetchCheckoutOrigin()]);
        await next();
      });
    app.route('/give/link', createGivingLinkRoutes(deps)).route('/give', createGiveRoutes(deps));
  };
