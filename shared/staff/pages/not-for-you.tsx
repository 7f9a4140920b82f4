import type { Role } from '../../../events/values.ts';
import { isDeputyWaiting, type Visit } from '../visit.ts';
import { eitherOf } from '../words/roles.ts';
import { ConsolePage } from './console-page.tsx';

/** Somebody is signed in and may not open this: whose it is, and whom to ask. */
export function NotForYouPage({ visit, roles }: { readonly visit: Visit; readonly roles: readonly Role[] }) {
  const { charity } = visit.deps.settings;
  return (
    <ConsolePage visit={visit} title="This page is not part of your role">
      <h1 class="govuk-heading-l">This page is not part of your role</h1>
      {visit.roles.length === 0 ? (
        <p class="govuk-body">
          You are signed in, but your account has no role in the console yet. Please ask a coordinator to add one, or
          call the office on {charity.phone}.
        </p>
      ) : (
        <p class="govuk-body">
          It belongs to the work of: {eitherOf(roles)}. If you need something from it, please ask one of them. If you
          think that it should be yours, please ask a coordinator.
        </p>
      )}
      {isDeputyWaiting(visit) ? (
        <p class="govuk-body">
          You are a coordinator’s deputy. You can act while an absence of the coordinator is recorded, and none is
          recorded for now: please ask the coordinator to record one.
        </p>
      ) : null}
    </ConsolePage>
  );
}
