import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createMailRoutes } from '../routes/mail.tsx';
import { createTaskRoutes } from '../routes/tasks.tsx';
import { createWaitingRoutes } from '../routes/waiting.tsx';
import { createWorkRoutes } from '../routes/work.tsx';

/** What is to be done, who waits, and what was written to whom. */
export const pages: readonly CreatePages[] = [
  createWorkRoutes,
  createTaskRoutes,
  createWaitingRoutes,
  createMailRoutes,
];
