import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { SignIn } from '../../shared/web/sign-in.ts';

/** The console has what pages for staff have, and lets people in. */
export interface ConsoleDeps extends StaffDeps {
  readonly signIn: SignIn;
}
