import { Hono } from 'hono';
import { DonationId } from '../../../events/values.ts';
import { receiptNumberOf } from '../../../shared/domain/donation.ts';
import { downloadCsv } from '../../../shared/staff/download.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { csvOfDonation, readDonationTrace } from '../../../shared/staff/queries/trace.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { DonationTracePage } from '../pages/donation-trace-page.tsx';

/** Where the money of a gift is. */
export const createDonationTraceRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .get('/donations/:donation/trace', forArea(deps, 'donations', showDonation))
    .get('/donations/:donation/trace/export', forArea(deps, 'donations', saveDonation));

const donationIn = async ({ c, deps }: Visit) => {
  const id = DonationId.safeParse(c.req.param('donation'));
  return id.success ? readDonationTrace(deps, id.data) : undefined;
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
