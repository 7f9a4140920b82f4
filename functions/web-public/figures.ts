import type { Context } from 'hono';
import { readPublicFigures } from '../../shared/commands/public-figures.ts';
import type { PublicFigures } from '../../shared/domain/public-figures.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { PublicDeps } from './public-deps.ts';

/** What anybody may read of everybody; nobody is kept from asking for help, or from giving, because it cannot be read. */
export async function findFigures(c: Context<WebEnv>, deps: PublicDeps): Promise<PublicFigures | undefined> {
  try {
    return await readPublicFigures(deps);
  } catch (error) {
    const { reference } = c.var;
    deps.reportFailure({ error, reference, method: c.req.method, route: c.req.routePath });
    return undefined;
  }
}
