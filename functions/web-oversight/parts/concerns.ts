import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createConcernRoutes } from '../routes/concerns.tsx';

/** Worries about somebody, and what was done about them. */
export const pages: readonly CreatePages[] = [createConcernRoutes];
