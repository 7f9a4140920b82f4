import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createAbsenceRoutes } from '../routes/absence.tsx';

/** Who stands in for whom. */
export const pages: readonly CreatePages[] = [createAbsenceRoutes];
