import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { ReferralId } from '../../../events/values.ts';
import { withdrawReferral } from '../../../shared/commands/intake.ts';
import { findByCode } from '../../../shared/commands/refer.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { placeIdOf } from '../../../shared/domain/place.ts';
import { csrfTokenFor } from '../../../shared/web/csrf.ts';
import { lineField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { type HeldCode, StatusFormPage, StatusPage, WithdrawnPage, WithdrawPage } from '../pages/status.tsx';
import { statusWords } from '../pages/status-words.ts';
import { type PublicDeps, shellOf } from '../public-deps.ts';

const Held = z.lazy(() =>
  z.object({
    reference: lineField({ missing: 'Enter your reference', max: 60 }),
    code: lineField({ missing: 'Enter your access code', max: 60 }),
  }),
);

const wrong = 'We cannot find a request with this reference and access code. Please check both';

/** Nobody's: hashing a code with it takes as long as with somebody's. */
const nobody = ReferralId.parse('ref_0000000000');

type Found =
  | { readonly ok: true; readonly held: HeldCode; readonly referral: Versioned<'referral'> }
  | { readonly ok: false; readonly form: FormState };

/** Where a request stands, and taking it back, for whoever holds its reference and code. */
export function createStatusRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const door = deps.doors('code');
  const common = (c: Context<WebEnv>) => ({ shell: shellOf(deps), csrfToken: csrfTokenFor(c, 'visit') });
  const asked = (c: Context<WebEnv>, form: FormState) => (
    <StatusFormPage {...common(c)} stamp={deps.watch.stampFor(c, form.values)} form={form} />
  );
  const refused = (c: Context<WebEnv>, form: FormState) => c.html(asked(c, form), 422);

  routes.get('/', (c) => c.html(asked(c, emptyForm)));
  // Somebody comes back to a page that was the answer to a form: it is gone, and typing the code again opens it.
  routes.get('/withdraw', (c) => c.redirect('/status', 303));
  routes.get('/withdrawn', (c) => c.redirect('/status', 303));

  routes.post('/', door, async (c) => {
    const complaint = deps.watch.complaintAbout(c, await readForm(c));
    if (complaint !== undefined) return refused(c, refuseField(await readForm(c), '', complaint));
    const found = await findHeld(c, deps);
    if (!found.ok) return refused(c, found.form);
    const { id, turn } = found.referral.value;
    const [place, search] = await Promise.all([
      deps.store.get('place', placeIdOf(id, turn)),
      deps.store.get('search', id),
    ]);
    const standing = { referral: found.referral.value, place: place?.value, search: search?.value };
    return c.html(<StatusPage {...common(c)} words={statusWords(standing, deps.settings)} held={found.held} />);
  });

  routes.post('/withdraw', door, async (c) => {
    const found = await findHeld(c, deps);
    return found.ok ? c.html(<WithdrawPage {...common(c)} held={found.held} />) : refused(c, found.form);
  });

  routes.post('/withdrawn', door, async (c) => {
    const found = await findHeld(c, deps);
    if (!found.ok) return refused(c, found.form);
    const { id, personId } = found.referral.value;
    const done = await withdrawReferral(deps, id, { id: personId, roles: ['client'] });
    // Closed already is as good as done, and must look the same: the person may not have been told yet.
    if (done.ok || done.refusal.passed) return c.html(<WithdrawnPage shell={shellOf(deps)} />);
    return c.html(<WithdrawPage {...common(c)} held={found.held} />, 409);
  });
  return routes;
}

/** Wrong reference, wrong code or none: the same words after the same time. */
async function findHeld(c: Context<WebEnv>, deps: PublicDeps): Promise<Found> {
  const fields = await readForm(c);
  const form = parseForm(Held, fields);
  if (!form.ok) return { ok: false, form };
  const { reference, code } = form.value;
  const [found] = await Promise.all([
    findByCode(deps, reference, code),
    // With an unknown reference there is nothing to compare, and the quick answer would tell so.
    deps.secrets.hashAccessCode(code, nobody),
  ]);
  if (!found.ok) return { ok: false, form: refuseField(fields, 'reference', wrong) };
  return { ok: true, held: form.value, referral: found.value };
}
