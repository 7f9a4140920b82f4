import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createPlaceRoutes } from '../routes/places.tsx';
import { createRequestRoutes } from '../routes/requests.tsx';

/** A place, what it asks for beyond its block, and where its money came from. */
export const pages: readonly CreatePages[] = [createPlaceRoutes, createRequestRoutes];
