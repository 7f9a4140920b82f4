/** A mutant that is left: its file, something that stands on its line, and, where only one of several there is, what it became. */
export type Left = readonly [file: string, code: string, to?: string];

/** Why mutants that survive are left to; true of each that is named. */
export interface ReasonToSurvive {
  readonly why: string;
  readonly mutants: readonly Left[];
}

export const reasonsToSurvive: readonly ReasonToSurvive[] = [
  {
    why: 'A fault of the program, which no input brings about: said for whoever looks for it',
    mutants: [
      ['commit-plan.ts', 'a plan places only who waits'],
      ['allocate.ts', 'money that is left is in some lot'],
      ['gift-books.ts', 'is collected before it is given back'],
      ['gift-money.ts', 'every lot of a gift is loaded with its fund'],
      ['reserve.ts', 'throw new Error(next.refusal.because)'],
      ['settle-session.ts', 'throw new Error(next.refusal.because)'],
    ],
  },
  {
    why: 'The compiler asks for the other case, which cannot be: what stands before it has ended that already',
    mutants: [
      ['run-allocation-pass.ts', 'const decision = entry === undefined ?'],
      ['run-allocation-pass.ts', 'if (place === undefined) return undefined;'],
      ['run-allocation-pass.ts', 'if (decision.ok) await deps.store.commit([decision.value]);'],
      ['waiting-answer.ts', "given.to === 'declined' ? given.askAgainAfter : undefined"],
      ['record-session.ts', "session.payment === 'short' && before?.payment !== 'short'"],
      ['gift-tasks.ts', 'if (one.after === undefined) return [];'],
      ['settle-payout.ts', "case 'other':"],
      ['lot-money.ts', '(before === undefined ? [] : [change(before, after)])'],
      ['commit-plan.ts', 'if (first === undefined ||'],
      ['answer-offer.ts', "if (place.value.state !== 'allocated') return [];"],
      ['decide-request.ts', "if (request.value.state !== 'requested') return [];"],
      ['manage-entry.ts', "if (place.value.state !== 'requested') return [];"],
      ['ask-request.ts', "value.state !== 'requested' ||"],
      ['reserve.ts', "made.kind !== 'lot' || made.before === undefined"],
      ['period.ts', "previous === 'none' || previous === undefined"],
      ['gift-books.ts', 'one.kind === kind && one.after !== undefined'],
      ['move-refund.ts', 'lotId === books.lot?.id'],
      ['move-refund.ts', "if (from !== 'gone' && to === 'gone') {"],
      ['gift-aid.ts', 'if (left > before) return'],
    ],
  },
  {
    why: 'Refused by two: by the table of states, and by a line before or after it that tells the compiler, or says it first. Either alone refuses just what both do',
    mutants: [
      ['approve-request.ts', 'if (!next.ok) return next;'],
      ['approve-request.ts', 'if (!joint.ok) return joint;'],
      ['approve-request.ts', "if (asked.state !== 'reserved')"],
      ['approve.ts', 'if (!next.ok) return next;'],
      ['ask-refund.ts', 'if (!next.ok) return next;'],
      ['ask-refund.ts', "if (refund.value.state !== 'requested')"],
      ['enrol.ts', 'if (!next.ok) return next;'],
      ['manage-entry.ts', "if (waits.state !== 'requested' || waits.blocksSince === undefined)"],
      ['move-money.ts', 'if (!left.ok) return left;'],
      ['move-money.ts', 'if (!state.ok) return state;'],
      ['period.ts', "if (before.value.state !== 'asked')"],
      ['period.ts', 'if (audit === undefined ||'],
      ['place-life.ts', 'if (!next.ok) return next;'],
      ['place-life.ts', "if (value.state !== 'in-use') return refuse('wrong-state'"],
      ['place-life.ts', "if (place.state !== 'in-use' && place.state !== 'allocated')"],
      ['pledge-gift.ts', 'if (!next.ok) return next;'],
      ['record-session.ts', 'if (!next.ok) return next;'],
      ['refer.ts', 'if (!next.ok) return next;'],
      ['renew.ts', 'if (!next.ok) return next;'],
      ['reserve-request.ts', 'if (!next.ok) return next;'],
      ['reserve-request.ts', "if (asked.state !== 'requested')"],
      ['reserve.ts', "if (waiting.state !== 'requested')"],
      ['risk-reserve.ts', "if (value.state !== 'requested')"],
      ['spend-by.ts', "if (fund.value.state !== 'open' || spendBy === undefined"],
      ['withdraw-offer.ts', 'if (!next.ok) return next;'],
    ],
  },
  {
    why: 'Whoever comes here may take this edge of the table: it has no other end',
    mutants: [['refer.ts', 'if (!submitted.ok) return submitted;']],
  },
  {
    why: 'Two things that are there together or not at all: to ask after one of them is to ask after both',
    mutants: [
      ['place-life.ts', 'if (place === undefined || hold === undefined || !isInHand(place.value)) {'],
      ['unwind.ts', "if (place === undefined || approved?.state !== 'approved') {"],
      ['answer-offer.ts', 'ready.value === undefined || place === undefined'],
      ['ledger.ts', '!fundId.success || (part'],
      ['offer.ts', 'best === undefined || therapist === undefined'],
      ['place-life.ts', 'place === undefined || again.value === undefined'],
      ['record-session.ts', "before?.state === 'allocated' && after?.state === 'in-use'"],
      ['correct-session.ts', "settled.missing > 0 && before.payment !== 'short' && settled.place !== undefined"],
      ['unwind.ts', 'if (allocation === undefined || therapist === undefined) return nothing;'],
      ['refer.ts', "referrer !== undefined && signals.includes('arrived')"],
    ],
  },
  {
    why: 'What is not there compares as false, and so as the check before it says',
    mutants: [
      ['waiting-answer.ts', 'day === undefined'],
      ['matching.ts', 'askAgainAfter !== undefined && today <= askAgainAfter'],
      ['public-figures.ts', 'at !== undefined && Date.parse(at) > yearAgo', 'true'],
      ['pool-history.ts', 'first === undefined ? noChange'],
      ['settle-session.ts', 'feeCap !== undefined && feeCap < fee', 'true'],
      ['move-money.ts', 'other !== undefined && other < one', 'true'],
      ['ask-refund.ts', 'if (earliest !== undefined && became.on < earliest)'],
      ['receive-gift-aid.ts', 'if (came !== undefined && receivedOn < came)'],
      ['load-pool.ts', 'return from !== undefined && last !== undefined', 'true'],
      ['load-pool.ts', 'return from !== undefined && last !== undefined', '||'],
      ['move-money.ts', 'if (value.amount !== undefined && free < value.amount)'],
      ['mail-report.ts', "report.kind === 'complained' || (report.kind === 'bounced' && report.forGood)"],
    ],
  },
  {
    why: 'A list that stands in for one that is not there: nothing asked of it is in it, with or without the word that Stryker puts there',
    mutants: [
      ['gift-tasks.ts', 'const at = (ids ?? []).indexOf(id);'],
      ['period.ts', 'differences = [] } = audit?.value'],
      ['postcode.ts', 'shape.exec(typed.trim().toUpperCase()) ?? []'],
      ['refer.ts', 'consentedSignals.includes(signal)) ?? []'],
      ['commit-plan.ts', "(kind === 'lot' ? [id] : [])"],
    ],
  },
  {
    why: 'An id begins with its letters and has them once: looked for anywhere, they are found at its beginning',
    mutants: [
      ['allocation.ts', '.replace(/^ref_/'],
      ['fund.ts', '.replace(/^don_/'],
      ['hold.ts', '.replace(/^plc_/'],
      ['place.ts', '.replace(/^ref_/'],
      ['place.ts', '.replace(/^plc_/'],
    ],
  },
  {
    why: 'What is matched is well formed: it has the text once and nothing around it, so the ends need not be said',
    mutants: [
      ['call-words.ts', 'mail.neutralFrom)'],
      ['postcode.ts', 'const lettersOf ='],
    ],
  },
  {
    why: 'Only the speed: what is kept is what would be worked out again, and what is broken off has nothing more to do',
    mutants: [
      ['run-allocation-pass.ts', 'if (!mayGoOn()) return;'],
      ['allocate.ts', 'if (known !== undefined) return known;'],
      ['allocate.ts', 'this.#classes.set(name, money);'],
      ['office-days.ts', 'if (known !== undefined) return known;'],
      ['office-days.ts', 'if (offsets.size >= mostOffsets) offsets.clear();'],
      ['office-days.ts', 'const quarterHour = 15 * 60 * 1000;'],
      ['give-back.ts', 'if (left === 0 || parts.length === drawsATransaction) break;'],
      ['load-pool.ts', 'if (open.length === 0) break;'],
      ['run-allocation-pass.ts', 'deps.pause(Math.random() * 50)'],
    ],
  },
  {
    why: 'Only how much is read: more than is needed changes no plan, and that it is no more is what flat-cost.test.ts counts, which takes too long to be tried here',
    mutants: [
      ['load-pool.ts', 'while (!this.#isRead && this.#free < need) {'],
      ['load-pool.ts', 'const enough = this.lots.length === 0'],
      ['load-pool.ts', 'const limit = Math.min(mostLots'],
      ['load-pool.ts', 'this.#free += page.items.reduce'],
      ['load-pool.ts', 'waiting.filter((entry) => mayPay(fund.value, entry.class))'],
      ['load-pool.ts', 'if (name !== undefined && !first.has(name)) first.set(name, order);'],
      ['load-pool.ts', 'return from !== undefined && last !== undefined', 'from < last'],
      ['explain-entry.ts', 'upToHere.filter((each) => mayPay(fund, each.class))'],
    ],
  },
  {
    why: 'Read before it is used: what stands there at first is never looked at',
    mutants: [
      ['book-dispute.ts', 'notice: true,'],
      ['load-pool.ts', 'let waiting: readonly PoolEntry[] = [];'],
      ['load-pool.ts', 'let plan: Plan = { placements: [], unfunded: [] };'],
      ['load-pool.ts', 'isRead: false,'],
      ['load-pool.ts', 'open.flatMap(({ last }) => last ?? [])'],
    ],
  },
  {
    why: 'A reservation writes one place, one new hold and one entry, and no other record that is new: told apart another way they are the same, and counted another way as many',
    mutants: [
      ['commit-plan.ts', "kind === 'place' || kind === 'request' || kind === 'lot'"],
      ['commit-plan.ts', 'batch.flatMap((decision) => decision.entries)'],
      ['commit-plan.ts', "kind === 'hold' && before === undefined"],
      ['commit-plan.ts', 'begun !== undefined && (await store.get'],
    ],
  },
  {
    why: 'The first of a list is never there a second time, and never too much for one transaction',
    mutants: [
      ['commit-plan.ts', 'return again < 0 ? placements'],
      ['reserve.ts', 'fitting < 0 ? drawsATransaction : fitting'],
    ],
  },
  {
    why: 'To write nothing, to add nought or to begin with less than it is to leave all as it is',
    mutants: [
      ['gift-money.ts', 'const planned = pots.map(() => 0);'],
      ['gift-tasks.ts', 'return made.length === 0 ? decision'],
      ['move-money.ts', '? { moved: transfer.moved, parts: transfer.parts }'],
      ['settle-gift.ts', "return wanted === 'collected' ? bookRest"],
      ['runway.ts', 'sum + free + held - deficit'],
      ['commit-plan.ts', 'if (batch.length === 0) return undefined;'],
      ['session-money.ts', 'return back === 0 ? draw'],
      ['book-dispute.ts', 'fee > 0', '>='],
    ],
  },
  {
    why: 'No two of them are equal: their ids stand in what is compared',
    mutants: [
      ['explain-entry.ts', 'toSorted((a, b) => (a.order < b.order ? -1 : 1))', '<='],
      ['explain-entry.ts', 'a.order - b.order || (a.id < b.id ? -1 : 1)', '<='],
      ['ledger.ts', '(a.account < b.account ? -1 : 1)', '<='],
      ['matching.ts', '(a.id < b.id ? -1 : 1)', '<='],
    ],
  },
  {
    why: 'Where the two are equal, either is the answer',
    mutants: [
      ['renew.ts', 'due < now ? now : due', '<='],
      ['told-step.ts', 'ToldStep.options.indexOf(one) >', '>='],
      ['settle-session.ts', 'feeCap < fee ? feeCap : fee', '<='],
      ['move-money.ts', 'other < one) ? other : one', '<='],
      ['place-life.ts', 'place.value.agreedFee < rest.feeCap ?', '<='],
      ['delegate-role.ts', 'from: from <= now ? from : now', '<'],
    ],
  },
  {
    why: 'A sentence for people: its wording is nobody’s promise',
    mutants: [['journal.ts', 'the postings of an entry sum to zero']],
  },
  {
    why: 'One history more than a thousand: the tenths and the half of so many stay where they are',
    mutants: [['runway.ts', 'history < histories; history += 1', '<=']],
  },
  {
    why: 'Where nothing was given there is no history, and nothing stands at the places that are looked at: it counts as nought',
    mutants: [
      ['runway.ts', 'giving.length === 0 ? [] : imagine'],
      ['runway.ts', 'const sorted = sums[index] ?? [];'],
    ],
  },
  {
    why: 'The decision that follows asks the same again, and refuses: a hold that is not the last of its taker, or whose taker does not wait, is given back',
    mutants: [
      ['run-allocation-pass.ts', "place.value.state === 'requested' && place.value.holds === revision"],
      ['run-allocation-pass.ts', "request?.value.state === 'requested' && request.value.hold === revision"],
    ],
  },
  {
    why: 'What is still to be gathered has nothing to return, and what ends gives back all of it in any case',
    mutants: [['run-allocation-pass.ts', "state === 'gathering' || ending !== undefined || returning === undefined"]],
  },
  {
    why: 'A class that was not read to its end has its last entry funded: something is placed wherever there is a horizon',
    mutants: [['run-allocation-pass.ts', 'return { read, placements, isAll: placements.length === 0 };']],
  },
];
