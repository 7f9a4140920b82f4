import type { AddPages } from '../../../shared/web/app-in-parts.ts';
import type { PublicDeps } from '../public-deps.ts';
import { createDraftRoutes } from '../routes/draft.tsx';
import { createReferRoutes } from '../routes/refer.tsx';
import { createYoungPersonRoutes } from '../routes/young-person.tsx';

/** Asking for help, and what has been written so far; a young person, or a child who may be at risk. */
export const referPages =
  (deps: PublicDeps): AddPages =>
  (app) => {
    app
      .route('/refer', createYoungPersonRoutes(deps))
      .route('/refer', createReferRoutes(deps))
      .route('/refer', createDraftRoutes(deps));
  };
