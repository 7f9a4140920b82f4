import type { Allocation } from '../../../shared/domain/allocation.ts';
import type { Therapist } from '../../../shared/domain/therapist.ts';

const live = ['offered', 'acknowledged', 'accepted'];

/** Sets of ids by name. */
class Sets {
  readonly #sets = new Map<string, Set<string>>();

  size(name: string): number {
    return this.#sets.get(name)?.size ?? 0;
  }

  put(name: string, id: string, isIn: boolean): void {
    const set = this.#sets.get(name) ?? new Set<string>();
    this.#sets.set(name, set);
    if (isIn) set.add(id);
    else set.delete(id);
  }
}

/** Invariant 9, kept as allocations change: who has a live one, and whose hands are how full. */
export class CaseLoad {
  readonly #liveOf = new Sets();
  readonly #clientsOf = new Sets();
  readonly #offersTo = new Sets();

  take({ id, referralId, therapistId, state }: Allocation): void {
    const isLive = live.includes(state);
    this.#liveOf.put(referralId, id, isLive);
    this.#clientsOf.put(therapistId, id, state === 'accepted');
    this.#offersTo.put(therapistId, id, isLive && state !== 'accepted');
  }

  caseFault(referralId: string): string | undefined {
    const count = this.#liveOf.size(referralId);
    return count > 1 ? `9: referral ${referralId} has ${count} live allocations` : undefined;
  }

  therapistFault({ id, clients, offers, capacity }: Therapist): string | undefined {
    const counted = [this.#clientsOf.size(id), this.#offersTo.size(id)];
    return clients === counted[0] && offers === counted[1] && clients + offers <= capacity
      ? undefined
      : `9: therapist ${id} counts ${clients} and ${offers} of ${capacity}, and has ${counted.join(' and ')}`;
  }
}
