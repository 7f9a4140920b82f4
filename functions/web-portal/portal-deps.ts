import type { LinkDeps } from '../../shared/commands/answer-offer.ts';
import type { VaultDeps } from '../../shared/commands/read-identity.ts';
import type { AssetUrls } from '../../shared/web/assets.ts';
import type { Failure } from '../../shared/web/http.ts';

/** Everything the pages for therapists need from the world; tests give twins, the handler gives clients. */
export interface PortalDeps extends LinkDeps, VaultDeps {
  readonly siteUrl: string;
  readonly assets: AssetUrls;
  readonly reportFailure: (failure: Failure) => void;
}
