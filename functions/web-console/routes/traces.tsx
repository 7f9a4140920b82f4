import { Hono } from 'hono';
import { DonationId, PlaceId } from '../../../events/values.ts';
import { receiptNumberOf } from '../../../shared/domain/donation.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { downloadCsv } from '../download.ts';
import { DonationTracePage } from '../pages/donation-trace-page.tsx';
import { PlaceTracePage } from '../pages/place-trace-page.tsx';
import { csvOfDonation, csvOfPlace, readDonationTrace, readPlaceTrace } from '../queries/trace.ts';
import { show, showMissing, type Visit } from '../visit.ts';
import { forArea } from './for-area.tsx';

/** Where the money of a gift is, and which money pays for a place. */
export const createTraceRoutes = (deps: ConsoleDeps): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .get('/donations/:donation/trace', forArea(deps, 'donations', showDonation))
    .get('/donations/:donation/trace/export', forArea(deps, 'donations', saveDonation))
    .get('/places/:place/trace', forArea(deps, 'place-money', showPlace))
    .get('/places/:place/trace/export', forArea(deps, 'place-money', savePlace));

const donationIn = async ({ c, deps }: Visit) => {
  const id = DonationId.safeParse(c.req.param('donation'));
  return id.success ? readDonationTrace(deps, id.data) : undefined;
};

const placeIn = async ({ c, deps }: Visit) => {
  const id = PlaceId.safeParse(c.req.param('place'));
  return id.success ? readPlaceTrace(deps, id.data) : undefined;
};

async function showDonation(visit: Visit): Promise<Response> {
  const reading = await donationIn(visit);
  return reading === undefined
    ? showMissing(visit)
    : show(visit, <DonationTracePage visit={visit} reading={reading} />);
}

async function saveDonation(visit: Visit): Promise<Response> {
  const reading = await donationIn(visit);
  // A file cannot say beside itself that it is not whole.
  if (reading === undefined || !reading.isWhole) return showMissing(visit);
  return downloadCsv(visit, `gift-${receiptNumberOf(reading.donation.id)}`, csvOfDonation(reading));
}

async function showPlace(visit: Visit): Promise<Response> {
  const reading = await placeIn(visit);
  return reading === undefined ? showMissing(visit) : show(visit, <PlaceTracePage visit={visit} reading={reading} />);
}

async function savePlace(visit: Visit): Promise<Response> {
  const reading = await placeIn(visit);
  if (reading === undefined) return showMissing(visit);
  return downloadCsv(visit, `place-${referenceOf(reading.place.referralId)}`, csvOfPlace(reading));
}
