import { Hono } from 'hono';
import type { WebEnv } from './web-env.ts';

/** Adds the pages of one part to an app. */
export type AddPages = (app: Hono<WebEnv>) => void;

/** Loads a part: its pages with all that only they need. */
export type LoadPart = () => Promise<AddPages>;

export interface PartsOptions {
  /** The parts by the name that addresses have in the place below. */
  readonly parts: Readonly<Record<string, LoadPart>>;
  /** Which piece of an address names its part: 1 is the `a` of `/a/b`. */
  readonly place: number;
  /** Makes the app around the pages of one part; around none, it answers for addresses of no part. */
  readonly assemble: (addPages: AddPages) => Hono<WebEnv>;
}

const none: AddPages = () => {};

const failing =
  (error: unknown): AddPages =>
  (app) => {
    app.all('*', () => {
      throw error;
    });
  };

/**
 * An app whose pages are loaded part by part, each at its first request: whoever opens one page waits for what it needs
 * and not for all the others (docs/adr/0019). A part is loaded once and kept. One that cannot be loaded answers as any
 * failure does – told, and with a reference – and the next request tries again.
 */
export function createAppInParts({ parts, place, assemble }: PartsOptions): Hono<WebEnv> {
  const known = new Map(Object.entries(parts));
  const loaded = new Map<string, Promise<Hono<WebEnv>>>();
  const apart = assemble(none);

  const load = async (name: string, loadPart: LoadPart): Promise<Hono<WebEnv>> => {
    try {
      return assemble(await loadPart());
    } catch (error) {
      loaded.delete(name);
      return assemble(failing(error));
    }
  };
  const appFor = (path: string): Hono<WebEnv> | Promise<Hono<WebEnv>> => {
    const name = path.split('/')[place] ?? '';
    const loadPart = known.get(name);
    if (loadPart === undefined) return apart;
    const app = loaded.get(name) ?? load(name, loadPart);
    loaded.set(name, app);
    return app;
  };
  return new Hono<WebEnv>().all('*', async (c) => (await appFor(c.req.path)).fetch(c.req.raw, c.env));
}
