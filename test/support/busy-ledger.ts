import { HoldId, type Instant, type LotId, Pence, PlaceId } from '../../events/values.ts';
import { system } from '../../shared/domain/actor.ts';
import { type Change, change, create, type Decision, type Versioned } from '../../shared/domain/decision.ts';
import type { Lot } from '../../shared/domain/fund.ts';
import { type Hold, holdEntry } from '../../shared/domain/hold.ts';
import { credit, debit, entry, type JournalEntry } from '../../shared/domain/journal.ts';
import type { Store } from '../../shared/store/interface.ts';
import { fund, lot } from './money-samples.ts';
import { generalFundId, idOf, poolId } from './sample-ids.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

/**
 * Money that moves as commands move it, records and journal in one transaction, without the cases around it: gifts,
 * holds of one lot, sessions paid and holds given back. Each move is one entry.
 */
export class BusyLedger {
  readonly #store: Store;
  readonly #now: () => Instant;
  readonly #lots = new Map<number, Versioned<'lot'>>();
  readonly #holds = new Map<number, Versioned<'hold'>>();
  #gifts = 0;
  #held = 0;
  #sessions = 0;

  constructor(store: Store, now: () => Instant) {
    this.#store = store;
    this.#now = now;
  }

  async open(): Promise<void> {
    const general = fund({ openedAt: this.#now() });
    await this.#commit([this.#decide([create('fund', general.id, general.value)], [])]);
  }

  /** Gifts of so many pence each, in one transaction: three writes each. */
  async give(amounts: readonly number[]): Promise<void> {
    await this.#commit(
      amounts.map((amount) => {
        this.#gifts += 1;
        const { id, value } = lot(this.#gifts, amount, { amount, receivedAt: this.#now() });
        this.#lots.set(this.#gifts, { kind: 'lot', id, version: 1, value });
        return this.#decide(
          [create('lot', id, value)],
          [
            entry(`donation:pi_${this.#gifts}`, this.#now(), [
              debit('clearing', pence(amount)),
              credit(`fund:${generalFundId}:free`, pence(amount), { lotId: value.id }),
            ]),
          ],
        );
      }),
    );
  }

  /** Holds each of these sums of a lot; what a lot has not is not held. */
  async hold(wanted: readonly { readonly lot: number; readonly amount: number }[]): Promise<void> {
    const decisions: Decision[] = [];
    for (const { lot: number, amount } of wanted) {
      const from = this.#lots.get(number);
      if (from === undefined || from.value.free < amount || amount === 0) continue;
      this.#held += 1;
      const made = this.#newHold(from.value.id, this.#held, amount);
      decisions.push(
        this.#decide(
          [this.#changeLot(number, { free: pence(from.value.free - amount) }), create('hold', made.id, made)],
          [holdEntry(made, made.draws, 1, this.#now())],
        ),
      );
    }
    await this.#commit(decisions);
  }

  /** Pays a session of so many pence from a hold, or gives back all that is left of it. */
  async use(number: number, paid: number | 'release'): Promise<void> {
    const held = this.#holds.get(number);
    const [draw] = held?.value.draws ?? [];
    if (held === undefined || draw === undefined) return;
    const left = draw.drawn - draw.posted - draw.released;
    const amount = paid === 'release' ? left : Math.min(paid, left);
    if (amount === 0) return;
    const therapistId = idOf.therapist(1);
    if (paid === 'release') {
      const from = [...this.#lots].find(([, { id }]) => id === draw.lotId);
      if (from === undefined) return;
      const after: Hold = { ...held.value, state: 'released', draws: [{ ...draw, released: pence(left) }] };
      const back = this.#changeLot(from[0], { free: pence(from[1].value.free + left) });
      const booked = entry(`release:${held.value.placeId}:1:1`, this.#now(), [
        debit(`fund:${draw.fundId}:held`, pence(left), { lotId: draw.lotId, holdId: held.value.id }),
        credit(`fund:${draw.fundId}:free`, pence(left), { lotId: draw.lotId }),
      ]);
      await this.#commit([this.#decide([this.#changeHold(number, after), back], [booked])]);
      return;
    }
    this.#sessions += 1;
    const after: Hold = { ...held.value, state: 'posted', draws: [{ ...draw, posted: pence(draw.posted + amount) }] };
    await this.#commit([
      this.#decide(
        [this.#changeHold(number, after)],
        [
          entry(`session:ses_${this.#sessions}:1`, this.#now(), [
            debit(`fund:${draw.fundId}:held`, pence(amount), { lotId: draw.lotId, holdId: held.value.id }),
            credit(`therapist:${therapistId}:payable`, pence(amount)),
          ]),
        ],
      ),
    ]);
  }

  /** One of four moves, by number: for tests that choose at random. */
  async move([kind, number, amount]: readonly [number, number, number]): Promise<void> {
    if (kind === 0) await this.give([amount + 200]);
    if (kind === 1) await this.hold([{ lot: 1 + (number % 5), amount }]);
    if (kind === 2) await this.use(1 + (number % 9), amount);
    if (kind === 3) await this.use(1 + (number % 9), 'release');
  }

  #newHold(lotId: LotId, number: number, amount: number): Hold {
    const placeId = PlaceId.parse(`plc_${String(number).padStart(10, '0')}`);
    const made: Hold = {
      id: HoldId.parse(`hld_${String(number).padStart(10, '0')}x1`),
      placeId,
      poolId,
      revision: 1,
      state: 'pending',
      amount: pence(amount),
      draws: [{ lotId, fundId: generalFundId, drawn: pence(amount), posted: pence(0), released: pence(0) }],
      heldAt: this.#now(),
    };
    this.#holds.set(number, { kind: 'hold', id: made.id, version: 1, value: made });
    return made;
  }

  #changeLot(number: number, but: Partial<Lot>): Change {
    const before = this.#lots.get(number);
    if (before === undefined) throw new Error(`no lot ${number}`);
    const value = { ...before.value, ...but };
    this.#lots.set(number, { ...before, version: before.version + 1, value });
    return change(before, value);
  }

  #changeHold(number: number, value: Hold): Change {
    const before = this.#holds.get(number);
    if (before === undefined) throw new Error(`no hold ${number}`);
    this.#holds.set(number, { ...before, version: before.version + 1, value });
    return change(before, value);
  }

  #decide(changes: readonly Change[], entries: readonly JournalEntry[]): Decision {
    const at = this.#now();
    return {
      about: 'test/ledger',
      did: 'move-money',
      why: 'a test wants it',
      by: system,
      at,
      changes,
      relies: [],
      entries,
      facts: [],
    };
  }

  async #commit(decisions: readonly Decision[]): Promise<void> {
    if (decisions.length === 0) return;
    const result = await this.#store.commit(decisions);
    if (!result.ok) throw new Error(`${result.why}: ${result.what}`);
  }
}
