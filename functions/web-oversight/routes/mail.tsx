import { Hono } from 'hono';
import { EmailState } from '../../../shared/domain/email.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { MailPage } from '../pages/mail-page.tsx';

const aPage = 50;

/** What was mailed, without a text or an address. */
export const createMailRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get('/mail', forArea(deps, 'mail', showMail));

async function showMail(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const state = EmailState.safeParse(c.req.query('state') ?? 'sent');
  if (!state.success) return showMissing(visit);
  const emails = await deps.store.list('email', `emails/${state.data}`, {
    limit: aPage,
    newestFirst: true,
    after: c.req.query('after'),
  });
  return show(visit, <MailPage visit={visit} state={state.data} emails={emails} />);
}
