import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createTrailRoutes } from '../routes/trail.tsx';

/** Who looked at whom, and who decided what. */
export const pages: readonly CreatePages[] = [createTrailRoutes];
