import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createTherapistRoutes } from '../routes/therapists.tsx';

/** Therapists: who they are to us, and how a membership goes on. */
export const pages: readonly CreatePages[] = [createTherapistRoutes];
