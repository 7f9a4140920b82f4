import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createTaskRoutes } from '../routes/tasks.tsx';
import { createWaitingRoutes } from '../routes/waiting.tsx';
import { createWorkRoutes } from '../routes/work.tsx';

/** What is to be done, and who waits. */
export const pages: readonly CreatePages[] = [createWorkRoutes, createTaskRoutes, createWaitingRoutes];
