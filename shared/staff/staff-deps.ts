import type { Deps } from '../commands/deps.ts';
import type { Sealer, Secrets, Vault } from '../vault/interface.ts';
import type { AssetUrls } from '../web/assets.ts';
import type { Failure } from '../web/http.ts';

/** Everything that pages for staff need from the world; tests give twins, the handler gives clients. */
export interface StaffDeps extends Deps {
  readonly sealer: Sealer;
  readonly vault: Vault;
  readonly secrets: Secrets;
  /** The site as people see it, without a slash at its end. */
  readonly siteUrl: string;
  readonly assets: AssetUrls;
  readonly reportFailure: (failure: Failure) => void;
}

/** What every page for staff is framed with, also one for somebody who is not signed in. */
export type FrameDeps = Pick<StaffDeps, 'settings' | 'assets' | 'reportFailure'>;

/** Where the console begins. */
export const home = '/console';
export const signInPath = `${home}/sign-in`;
