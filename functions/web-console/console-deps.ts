import type { Deps } from '../../shared/commands/deps.ts';
import type { Sealer, Secrets, Vault } from '../../shared/vault/interface.ts';
import type { AssetUrls } from '../../shared/web/assets.ts';
import type { Failure } from '../../shared/web/http.ts';
import type { SignIn } from '../../shared/web/sign-in.ts';

/** Everything the console needs from the world; tests give twins, the handler gives clients. */
export interface ConsoleDeps extends Deps {
  readonly sealer: Sealer;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly signIn: SignIn;
  /** The site as people see it, without a slash at its end. */
  readonly siteUrl: string;
  readonly assets: AssetUrls;
  readonly reportFailure: (failure: Failure) => void;
}

/** Where the console begins. */
export const home = '/console';
export const signInPath = `${home}/sign-in`;
