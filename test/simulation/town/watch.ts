import { isDeepStrictEqual } from 'node:util';
import type { Decision, Versioned } from '../../../shared/domain/decision.ts';
import type { Place } from '../../../shared/domain/place.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import type { Store } from '../../../shared/store/interface.ts';
import { answerFaults, edgeFaults, edgesIn } from '../invariants.ts';
import { coverFault, holdFault, looseFault, strayFaults } from '../rules.ts';
import { Books } from './books.ts';
import { CaseLoad } from './case-load.ts';
import { type Coverage, count } from './coverage.ts';
import { Shadow } from './shadow.ts';

/** What one commit touched: the rules of these are looked at, and no others. */
type Touched = Readonly<Record<'lots' | 'funds' | 'holds' | 'places' | 'cases' | 'therapists', Set<string>>>;

/** Records that tell no story and come and go without a decision. */
const visits: readonly Kind[] = ['draft', 'token', 'sign-in-session'];

/** Sees every commit, and holds what it touched to the invariants: each by its number in domain.md. */
export class Watch {
  readonly shadow = new Shadow();
  readonly books = new Books();
  /** What was wrong, in the order it was seen. */
  readonly faults: string[] = [];
  readonly #coverage: Coverage;
  readonly #caseLoad = new CaseLoad();
  readonly #holdsOf = new Map<string, Set<string>>();

  constructor(coverage: Coverage) {
    this.#coverage = coverage;
  }

  /** What the store holds after a commit that happened, read back: what it kept counts, not what it was asked to keep. */
  async committed(decisions: readonly Decision[], store: Store): Promise<void> {
    const touched: Touched = {
      lots: new Set(),
      funds: new Set(),
      holds: new Set(),
      places: new Set(),
      cases: new Set(),
      therapists: new Set(),
    };
    for (const decision of decisions) this.#hear(decision, touched);
    const changed = decisions.flatMap(({ changes }) => changes);
    const names = new Map(changed.map((change) => [`${change.kind} ${change.id}`, change]));
    for (const { kind, id } of names.values()) this.#take(kind, id, await store.get(kind, id), touched);
    this.#check(touched);
  }

  /** The whole shadow is what the store holds: nothing was written past the one write path. */
  compare(records: readonly Versioned<Kind>[]): void {
    for (const { kind, id, version, value } of records) {
      if (visits.includes(kind)) continue;
      const known = this.shadow.get(kind, id);
      if (known?.version !== version || !isDeepStrictEqual(known.value, value))
        this.faults.push(`10: ${kind} ${id} changed without a decision`);
    }
  }

  #hear(decision: Decision, touched: Touched): void {
    this.faults.push(...edgeFaults(decision), ...answerFaults(decision));
    for (const edge of edgesIn(decision)) count(this.#coverage.edges, edge);
    if ([decision.by.id, decision.why, decision.did].includes(''))
      this.faults.push(`10: ${decision.did} does not say who, what and why`);
    for (const entry of decision.entries) {
      const { faults, funds } = this.books.book(entry);
      this.faults.push(...faults);
      for (const fund of funds) touched.funds.add(fund);
    }
  }

  #take(kind: Kind, id: string, now: Versioned<Kind> | undefined, touched: Touched): void {
    const { shadow, books } = this;
    shadow.take(kind, id, now);
    switch (kind) {
      case 'lot': {
        books.takeLot(id, shadow.get('lot', id)?.value);
        this.#touchLot(id, touched);
        return;
      }
      case 'hold': {
        const hold = shadow.get('hold', id)?.value;
        for (const lot of books.takeHold(id, hold)) this.#touchLot(lot, touched);
        touched.holds.add(id);
        if (hold === undefined) return;
        touched.places.add(hold.placeId);
        this.#holdsOf.set(hold.placeId, (this.#holdsOf.get(hold.placeId) ?? new Set()).add(id));
        return;
      }
      case 'allocation': {
        const allocation = shadow.get('allocation', id)?.value;
        if (allocation === undefined) return;
        this.#caseLoad.take(allocation);
        touched.cases.add(allocation.referralId);
        touched.therapists.add(allocation.therapistId);
        return;
      }
      case 'fund':
        touched.funds.add(id);
        return;
      case 'place':
        touched.places.add(id);
        return;
      case 'therapist':
        touched.therapists.add(id);
        return;
      default:
    }
  }

  #touchLot(id: string, touched: Touched): void {
    touched.lots.add(id);
    const fund = this.books.fundOfLot(id);
    if (fund !== undefined) touched.funds.add(fund);
  }

  #check({ lots, funds, holds, places, cases, therapists }: Touched): void {
    const { shadow, books } = this;
    const found: (string | undefined)[] = [];
    for (const id of lots) found.push(books.lotFault(id));
    for (const id of funds) found.push(...books.fundFaults(id, shadow.get('fund', id)?.value));
    for (const id of holds) {
      const hold = shadow.get('hold', id)?.value;
      if (hold !== undefined) found.push(holdFault(hold));
    }
    for (const id of places) {
      const place = shadow.get('place', id)?.value;
      if (place !== undefined) found.push(...this.#placeFaults(place));
    }
    for (const id of cases) found.push(this.#caseLoad.caseFault(id));
    for (const id of therapists) {
      const therapist = shadow.get('therapist', id)?.value;
      if (therapist !== undefined) found.push(this.#caseLoad.therapistFault(therapist));
    }
    this.faults.push(...found.filter((fault) => fault !== undefined));
  }

  /** Invariants 6 and 8, and that no money stays with a place that has none. */
  #placeFaults(place: Place): readonly (string | undefined)[] {
    const { shadow } = this;
    const holds = [...(this.#holdsOf.get(place.id) ?? [])].flatMap((hold) => shadow.get('hold', hold)?.value ?? []);
    const funds = new Set(holds.flatMap(({ draws }) => draws.map(({ fundId }) => fundId)));
    const hold = 'holdId' in place ? shadow.get('hold', place.holdId)?.value : undefined;
    const feeCap = shadow.get('search', place.referralId)?.value.feeCap;
    return [
      coverFault(place, hold, feeCap),
      ...strayFaults(
        place,
        [...funds].map((fund) => shadow.get('fund', fund)?.value),
      ),
      ...holds.map((hold) => looseFault(place, hold)),
    ];
  }
}
