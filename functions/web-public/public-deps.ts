import type { GivingDeps } from '../../shared/commands/give.ts';
import type { IntakeDeps } from '../../shared/commands/refer.ts';
import type { CharitySettings } from '../../shared/domain/settings.ts';
import type { AssetUrls } from '../../shared/web/assets.ts';
import type { Doors } from '../../shared/web/doors.ts';
import type { Failure } from '../../shared/web/http.ts';
import type { FormWatch } from '../../shared/web/watch-form.ts';

/** Everything the public pages need from the world; tests give twins, the handler gives clients. */
export interface PublicDeps extends IntakeDeps, GivingDeps {
  readonly assets: {
    /** Where the built files lie, with a slash at its end. */
    readonly directory: URL;
    readonly urls: AssetUrls;
  };
  /** Guards what a machine could come to all day. */
  readonly doors: Doors;
  readonly watch: FormWatch;
  /** The origin of the payment page: the giving form may lead there and nowhere else. */
  readonly fetchCheckoutOrigin: () => Promise<string>;
  readonly reportFailure: (failure: Failure) => void;
}

/** What every page shows around its own content. */
export interface Shell {
  readonly settings: CharitySettings;
  readonly assets: AssetUrls;
  readonly siteUrl: string;
}

export const shellOf = ({ settings, assets, siteUrl }: PublicDeps): Shell => ({
  settings,
  assets: assets.urls,
  siteUrl,
});
