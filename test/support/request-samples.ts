import type { Versioned } from '../../shared/domain/decision.ts';
import { Request, type RequestCause, requestIdOf } from '../../shared/domain/request.ts';
import { place } from './case-samples.ts';
import { asRead, given, idOf, now, poolId } from './sample-ids.ts';

/* What the place of the case in case-samples.ts asks for once it is in use. */

const byState = {
  requested: { hold: 0, unusable: [] },
  reserved: { hold: 2, holdId: idOf.hold(1, 2), reservedAt: now, approveBy: '2027-03-08T17:00:00.000Z' },
  rejected: { hold: 2, endedAt: now, reason: 'a reason', approverId: 'cora' },
  cancelled: { hold: 2, endedAt: now, reason: 'a reason' },
};

export const nextBlock: RequestCause = { kind: 'next-block', sessions: 6 };

/** What dora asked for: by default the next block, which costs £300. */
export const request = (
  state: keyof typeof byState,
  but: { readonly cause?: RequestCause } & object = {},
): Versioned<'request'> => {
  const { cause = nextBlock } = but;
  const of = place('in-use').value;
  const block = cause.kind === 'next-block' ? 2 : 1;
  const id = requestIdOf(of.id, block, cause);
  const common = { placeId: of.id, referralId: of.referralId, poolId, class: of.class, assessorId: of.assessorId };
  const asked = { cost: 30_000, askedBy: 'dora', askedAt: now, why: 'a review' };
  return asRead(
    'request',
    id,
    Request.parse(given({ id, ...common, cause, block, ...asked, state, ...byState[state] }, but)),
  );
};
