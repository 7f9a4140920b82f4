import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import type { DeadLetterBoxes } from '../dead-letter-boxes.ts';
import { createDeadLetterRoutes } from '../routes/dead-letters.tsx';

/** What was given up. */
export const pagesOver = (boxes: DeadLetterBoxes): readonly CreatePages[] => [
  (deps) => createDeadLetterRoutes(deps, boxes),
];
