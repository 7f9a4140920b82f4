import type { AddPages } from '../../../shared/web/app-in-parts.ts';
import type { PublicDeps } from '../public-deps.ts';
import { createStatusRoutes } from '../routes/status.tsx';

/** Where things stand. */
export const statusPages =
  (deps: PublicDeps): AddPages =>
  (app) => {
    app.route('/status', createStatusRoutes(deps));
  };
