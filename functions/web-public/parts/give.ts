import type { AddPages } from '../../../shared/web/app-in-parts.ts';
import type { PublicDeps } from '../public-deps.ts';
import { createGiveRoutes } from '../routes/give.tsx';
import { createGivingLinkRoutes } from '../routes/giving-link.tsx';

/** Giving, by one's own choice or by a link. */
export const givePages =
  (deps: PublicDeps): AddPages =>
  (app) => {
    // Only the pages of giving lead to the payment page, and only they must wait for where it is.
    app.use('/give/*', async (c, next) => {
      c.set('formActions', [await deps.fetchCheckoutOrigin()]);
      await next();
    });
    app.route('/give/link', createGivingLinkRoutes(deps)).route('/give', createGiveRoutes(deps));
  };
