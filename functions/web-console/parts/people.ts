import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createAbsenceRoutes } from '../routes/absence.tsx';
import { createTherapistRoutes } from '../routes/therapists.tsx';

/** Therapists, and who stands in for whom. */
export const pages: readonly CreatePages[] = [createAbsenceRoutes, createTherapistRoutes];
