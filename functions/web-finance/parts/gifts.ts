import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createCorrectGiftRoutes } from '../routes/correct-gift.tsx';
import { createDonationTraceRoutes } from '../routes/donation-trace.tsx';
import { createDonationRoutes } from '../routes/donations.tsx';
import { createGiftRoutes } from '../routes/gifts.tsx';

/** Gifts, from their arrival on. */
export const pages: readonly CreatePages[] = [
  createDonationRoutes,
  createGiftRoutes,
  createCorrectGiftRoutes,
  createDonationTraceRoutes,
];
