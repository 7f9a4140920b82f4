import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createAssessRoutes } from '../routes/assess.tsx';
import { createCaseRoutes } from '../routes/cases.tsx';

/** One case, how it is found and assessed. */
export const pages: readonly CreatePages[] = [createAssessRoutes, createCaseRoutes];
