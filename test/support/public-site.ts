import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Instant } from '../../events/values.ts';
import { createPublicApp, publicParts } from '../../functions/web-public/app.tsx';
import type { PublicDeps } from '../../functions/web-public/public-deps.ts';
import { IdentityField, type IdentityFields } from '../../shared/domain/identity.ts';
import { later } from '../../shared/domain/office-days.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { createMemorySecrets } from '../../shared/vault/memory-secrets.ts';
import { createMemoryVault } from '../../shared/vault/memory-vault.ts';
import type { Failure } from '../../shared/web/http.ts';
import { createFormWatch } from '../../shared/web/watch-form.ts';
import { storeOf } from '../grants/store-of.ts';
import { openDoors } from './open-doors.ts';
import { type KnownRoute, routesOf } from './routes-of.ts';
import { Visitor } from './visitor.ts';

export const exampleSettings = CharitySettings.parse(
  JSON.parse(readFileSync(new URL('../../infra/settings/example-charity.json', import.meta.url), 'utf8')),
);

const siteUrl = 'http://localhost';
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** The public pages over twins in memory, at a time that stands still until it is moved. */
export function createPublicSite(changes: Partial<PublicDeps> = {}) {
  let time = '2026-11-23T10:00:00.000Z' as Instant;
  const now = () => time;
  const store = new MemoryStore();
  const vault = createMemoryVault('public site');
  const payments = createMemoryPayments({ webhookSecret: 'whsec_public_site', now });
  const failures: Failure[] = [];
  const deps: PublicDeps = {
    store,
    settings: exampleSettings,
    now,
    newId: (prefix, length = 10) =>
      `${prefix}_${Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('')}`,
    pause: async () => {},
    sealer: vault,
    secrets: createMemorySecrets('public site'),
    payments,
    siteUrl,
    assets: {
      directory: new URL('./no-assets/', import.meta.url),
      urls: { style: '/assets/site.css', script: '/assets/site.js', mark: '/assets/mark.svg' },
    },
    fetchCheckoutOrigin: async () => 'https://checkout.invalid',
    doors: openDoors({ settings: exampleSettings, now }),
    watch: createFormWatch({ now, leastSeconds: 0 }),
    reportFailure: (failure) => failures.push(failure),
    ...changes,
  };
  const app = createPublicApp({ ...deps, store: storeOf('web-public', deps.store) });
  return {
    app,
    deps,
    store,
    vault,
    payments,
    failures,
    /** Every route but that of the styles and the script. */
    loadRoutes: async (): Promise<readonly KnownRoute[]> =>
      (await routesOf(publicParts(deps))).filter(({ path }) => !path.startsWith('/assets/')),
    pass: (by: { days?: number; hours?: number; minutes?: number }) => {
      time = later(time, by);
    },
    /** Somebody with a browser of their own. */
    newVisitor: () => new Visitor(async (path, init) => app.request(`${siteUrl}${path}`, init), siteUrl),
  };
}
export type PublicSite = ReturnType<typeof createPublicSite>;

/** Every record of a kind, as it is now. */
export const recordsOf = <K extends Kind>({ store }: PublicSite, kind: K): Records[K][] =>
  // What an export names of a kind is of that kind; its type has lost the pairing.
  store.export().records.flatMap((record) => (record.kind === kind ? [record.value as Records[K]] : []));

/** Everything that the vault holds, in clear, by role: what a test may read and the pages cannot. */
export async function identitiesOf(site: PublicSite): Promise<Readonly<Record<string, IdentityFields>>> {
  const opened = recordsOf(site, 'identity').map(async (identity) => {
    const key = await site.store.get('identity-key', identity.personId);
    if (key === undefined) throw new Error('An identity has a key.');
    return [identity.role, await site.vault.open(identity, key.value, IdentityField.options)] as const;
  });
  return Object.fromEntries(await Promise.all(opened));
}
