import { createPortalApp, portalParts } from '../../functions/web-portal/app.tsx';
import { sendEmail } from '../../shared/commands/send-email.ts';
import { type EmailTemplate, emailIdOf } from '../../shared/domain/email.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import type { Failure } from '../../shared/web/http.ts';
import { storeOf } from '../grants/store-of.ts';
import { askForMail, type CaseBut, putOfferedCase } from './offered-case.ts';
import { openDoors } from './open-doors.ts';
import { routesOf } from './routes-of.ts';
import { idOf } from './sample-ids.ts';
import { openOffice, whatOf } from './small-office.ts';
import { Visitor } from './visitor.ts';

const siteUrl = 'http://localhost';

/** The pages for therapists over twins in memory, with one case offered and nothing mailed yet. */
export async function createPortalSite(but: CaseBut = {}, visitorsPerAddress = 1000) {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await putOfferedCase(office, but);
  const failures: Failure[] = [];
  const deps = {
    ...office.deps,
    store: storeOf('web-portal', office.deps.store),
    siteUrl,
    doors: openDoors(office.deps, visitorsPerAddress),
    assets: { style: '/assets/site.css', script: '/assets/site.js', mark: '/assets/mark.svg' },
    reportFailure: (failure: Failure) => failures.push(failure),
  };
  const app = createPortalApp(deps);
  const request = async (path: string, init: RequestInit) => app.request(`${siteUrl}${path}`, init);

  /** Sends a mail and answers the path of the link in it. */
  const mailed = async (template: EmailTemplate, detail?: string): Promise<string> => {
    const about = `allocation/${idOf.allocation(1)}`;
    const asked = await office.store.get('email', emailIdOf(template, about, detail));
    whatOf(await sendEmail(office.deps, asked?.value.id ?? (await askForMail(office, template, about))));
    const link = office.mailer.sent.at(-1)?.text.match(/http:\/\/localhost(\S+token=[\w-]+)/)?.[1];
    if (link === undefined) throw new Error(`there is no link in ${template}`);
    return link;
  };

  return {
    ...office,
    app,
    memory,
    failures,
    request,
    mailed,
    loadRoutes: () => routesOf(portalParts(deps)),
    /** Everything there is, as text: what no look at a page may change. */
    everything: () => JSON.stringify(memory.export()),
    newVisitor: () => new Visitor(request, siteUrl),
    /** Accepts, at the page of an offer, and goes on to the client when the answer can no longer be taken back. */
    async accept(visitor: Visitor): Promise<Visitor> {
      await visitor.submit({}, 'Accept this case');
      office.pass({ minutes: office.deps.settings.therapy.undoMinutes });
      await visitor.open('/portal/offer');
      return visitor.submit({}, 'See how to reach your client');
    },
  };
}

export const tokenIn = (path: string): string => /token=([\w-]+)/.exec(path)?.[1] ?? '';
