import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createMailRoutes } from '../routes/mail.tsx';

/** What was written to whom. */
export const pages: readonly CreatePages[] = [createMailRoutes];
