import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createRetentionRoutes } from '../routes/retention.tsx';

/** How long is kept what, and who was erased. */
export const pages: readonly CreatePages[] = [createRetentionRoutes];
