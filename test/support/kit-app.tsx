import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { createAssetRoutes, readAssetUrls } from '../../shared/web/assets.ts';
import { csrfTokenFor, protectForms } from '../../shared/web/csrf.ts';
import {
  choiceField,
  choicesField,
  dateField,
  emailField,
  optionalField,
  poundsField,
} from '../../shared/web/form-fields.ts';
import { emptyForm, parseForm, readForm } from '../../shared/web/forms.ts';
import { createWebApp, type Failure, toLambdaHandler } from '../../shared/web/http.ts';
import { Page, type Site } from '../../shared/web/layout.tsx';
import { ProblemContent } from '../../shared/web/problem-content.tsx';
import { ClientPage, ConsolePage, DonorPage, sampleSite } from './kit-pages.tsx';
import { type ServedHandler, serveHandler } from './serve-handler.ts';

const Contact = z.object({
  channel: choiceField(['email', 'phone', 'none'], { missing: 'Choose what is safest' }),
  email: optionalField(
    emailField({ missing: 'Enter your email address', wrong: 'Enter an email address like name@example.org' }),
  ),
  times: choicesField(['morning', 'evening', 'never'], { missing: 'Choose when a call is safe' }),
  region: choiceField(['wales', 'yorkshire-and-the-humber'], { missing: 'Choose where you live' }),
  called: dateField({ missing: 'Enter the day when you first called us', wrong: 'Enter a day that exists' }),
  contribution: poundsField({ missing: 'Enter an amount, or 0', wrong: 'Enter an amount in pounds, like 12.50' }),
});

export interface KitSite extends ServedHandler {
  readonly failures: readonly Failure[];
}

/** The sample pages behind a real port, with built assets; `close` removes everything again. */
export async function serveKit(site: Partial<Site> = {}): Promise<KitSite> {
  const directory = await mkdtemp(join(tmpdir(), 'kit-assets-'));
  await buildAssets(directory);
  const assetsUrl = pathToFileURL(`${directory}/`);
  const assets = readAssetUrls(assetsUrl);
  const shown = { assets, site: { ...sampleSite, ...site } };
  const failures: Failure[] = [];

  const app = createWebApp({
    reportFailure: (failure) => failures.push(failure),
    renderProblem: (problem) => (
      <Page variant="public" title={problem.title} confidentialityUrl="/confidentiality" {...shown}>
        <ProblemContent problem={problem} />
      </Page>
    ),
  });
  app.route('/assets', createAssetRoutes(assetsUrl, assets));
  const siteUrl = { current: 'http://localhost' };
  app.use('/client', async (c, next) => protectForms({ siteUrl: siteUrl.current, owner: 'visit' })(c, next));
  app.get('/client', (c) => c.html(<ClientPage form={emptyForm} csrfToken={csrfTokenFor(c, 'visit')} {...shown} />));
  app.post('/client', async (c) => {
    const form = parseForm(Contact, await readForm(c));
    if (form.ok) return c.redirect('/donor', 303);
    return c.html(<ClientPage form={form} csrfToken={csrfTokenFor(c, 'visit')} {...shown} />, 422);
  });
  app.get('/donor', (c) => c.html(<DonorPage csrfToken="" {...shown} />));
  app.get('/console', (c) => c.html(<ConsolePage csrfToken="sample" {...shown} />));
  app.get('/elsewhere', (c) => c.html('<!DOCTYPE html><title>Elsewhere</title><h1>The weather</h1>'));
  app.get('/fails', () => {
    throw new Error('a secret of the machine');
  });

  const served = await serveHandler(toLambdaHandler(app));
  siteUrl.current = served.url;
  return {
    url: served.url,
    failures,
    close: async () => {
      await served.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
