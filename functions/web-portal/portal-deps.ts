import type { Context, MiddlewareHandler } from 'hono';
import type { LinkDeps } from '../../shared/commands/answer-offer.ts';
import type { VaultDeps } from '../../shared/commands/read-identity.ts';
import type { Refusal } from '../../shared/domain/outcome.ts';
import type { MailedPurpose } from '../../shared/domain/visit.ts';
import type { AssetUrls } from '../../shared/web/assets.ts';
import type { Doors } from '../../shared/web/doors.ts';
import type { Failure } from '../../shared/web/http.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { Said } from './refusal-words.ts';

/** Everything the pages for therapists need from the world; tests give twins, the handler gives clients. */
export interface PortalDeps extends LinkDeps, VaultDeps {
  readonly siteUrl: string;
  /** Guards what a machine could come to all day. */
  readonly doors: Doors;
  readonly assets: AssetUrls;
  readonly reportFailure: (failure: Failure) => void;
}

/** What all pages for therapists do alike. */
export interface SharedPages {
  /** From the link in a mail to the clean address. */
  readonly enter: (purpose: MailedPurpose) => MiddlewareHandler<WebEnv>;
  readonly say: (c: Context<WebEnv>, said: Said) => Response | Promise<Response>;
  /** By what somebody came decides what it means that they cannot go on. */
  readonly sayNo: (c: Context<WebEnv>, refusal: Refusal, purpose: MailedPurpose) => Response | Promise<Response>;
}
