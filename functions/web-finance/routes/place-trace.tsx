import { Hono } from 'hono';
import { PlaceId } from '../../../events/values.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { downloadCsv } from '../../../shared/staff/download.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { csvOfPlace, readPlaceTrace } from '../../../shared/staff/queries/trace.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { PlaceTracePage } from '../pages/place-trace-page.tsx';

/** Which money pays for a place. */
export const createPlaceTraceRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .get('/place-money/:place', forArea(deps, 'place-money', showPlace))
    .get('/place-money/:place/export', forArea(deps, 'place-money', savePlace));

const placeIn = async ({ c, deps }: Visit) => {
  const id = PlaceId.safeParse(c.req.param('place'));
  return id.success ? readPlaceTrace(deps, id.data) : undefined;
};

async function showPlace(visit: Visit): Promise<Response> {
  const reading = await placeIn(visit);
  return reading === undefined ? showMissing(visit) : show(visit, <PlaceTracePage visit={visit} reading={reading} />);
}

async function savePlace(visit: Visit): Promise<Response> {
  const reading = await placeIn(visit);
  if (reading === undefined) return showMissing(visit);
  return downloadCsv(visit, `place-${referenceOf(reading.place.referralId)}`, csvOfPlace(reading));
}
