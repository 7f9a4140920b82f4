import type { Fault } from './fault.ts';

const allocating = [
  'shared/domain/allocate.test.ts',
  'shared/commands/run-allocation-pass.test.ts',
  'shared/commands/gather-and-release.test.ts',
];

const refunding = [
  'shared/domain/book-dispute.test.ts',
  'shared/domain/lot-money.test.ts',
  'shared/commands/refund.test.ts',
  'shared/commands/payment-orders.test.ts',
  'shared/commands/settle-donation.test.ts',
];
const sessions = ['shared/domain/record-session.test.ts', 'shared/domain/correct-session.test.ts'];

const ordering = ['shared/domain/fairness-order.test.ts'];
const invariants = ['shared/domain/invariants-money.test.ts', 'shared/domain/invariants-people.test.ts'];

/** What could go wrong with the engine, from the charity's point of view: money, order, and promises to people. */
export const faults: readonly Fault[] = [
  {
    name: 'journal id without its revision',
    file: 'shared/domain/hold.ts',
    is: 'hold:$' + '{hold.placeId}:$' + '{hold.revision}:$' + '{part}',
    becomes: 'hold:$' + '{hold.placeId}:$' + '{part}',
    tests: [
      'shared/domain/unwind.test.ts',
      'shared/domain/approve.test.ts',
      ...allocating,
      'test/simulation/crowd.test.ts',
    ],
  },
  {
    name: 'pause not checked by an offer in flight',
    file: 'shared/domain/offer.ts',
    is: `  rely(referral),
  ...(place === undefined ? [] : [rely(place)]),`,
    becomes: '  ...(place === undefined ? [] : [rely(place)]),',
    tests: ['shared/domain/offer.test.ts', 'shared/domain/answer-offer.test.ts'],
  },
  {
    name: 'plan carried on after a failed transaction',
    file: 'shared/commands/commit-plan.ts',
    is: "if (result.ok) return 'done';",
    becomes: "if (result.ok || batch.length > 1) return 'done';",
    tests: allocating,
  },
  {
    name: 'expired place reserving again for ever',
    file: 'shared/domain/reserve.ts',
    is: "unusable: isPaused ? [because, 'paused'] : [because]",
    becomes: "unusable: isPaused ? ['paused'] : because === 'expired' ? [] : [because]",
    tests: ['shared/domain/approve.test.ts', 'test/simulation/journey.test.ts'],
  },
  {
    name: 'hold of 130 lots in one transaction',
    file: 'shared/domain/reserve.ts',
    is: 'const drawsATransaction = 40;',
    becomes: 'const drawsATransaction = 130;',
    tests: allocating,
  },
  {
    name: 'facts lost by the next version',
    file: 'shared/store/plan-transaction.ts',
    is: '...audit.map(writeAuditEntry)',
    becomes: '...[...new Map(audit.map((entry) => [entry.about, entry])).values()].map(writeAuditEntry)',
    tests: ['shared/store/plan-transaction.test.ts'],
  },
  {
    name: 'webhook stored but not queued',
    file: 'shared/domain/settle-gift.ts',
    is:
      `    facts: [
      {
        type: 'uk.sponsored-places.payment.reported.v1',
        subject: \`donation/$` +
      `{donationId}\`,
        data: { donationId, reportId: id },
      },
    ],`,
    becomes: '    facts: [],',
    tests: ['functions/receive-payment-event/receive.test.ts', 'shared/domain/give.test.ts'],
  },
  {
    name: 'wake-up swallowed by deduplication',
    file: 'shared/runtime/wake-up.ts',
    is: 'wake.$' + '{poolId}.$' + '{occasion}',
    becomes: 'wake.$' + '{poolId}',
    tests: ['shared/runtime/collapse-wake-ups.test.ts'],
  },
  {
    name: 'redrive swallowed by deduplication',
    file: 'shared/runtime/relay.ts',
    is: 'again === undefined ? fact.id : `$' + '{fact.id}.$' + '{again}`',
    becomes: 'fact.id',
    tests: ['shared/runtime/relay.test.ts'],
  },
  {
    name: 'refunded lot spent again',
    file: 'shared/domain/lot-money.ts',
    is: 'lot: { ...lot, free: (lot.free - free) as Pence, shortfall: (lot.shortfall + missing) as Pence },',
    becomes: 'lot: { ...lot, shortfall: (lot.shortfall + missing) as Pence },',
    tests: refunding,
  },
  {
    name: 'dispute won booked twice',
    file: 'shared/domain/book-dispute.ts',
    is: 'movements.filter(({ movementId }) => !known',
    becomes: 'movements.filter(({ movementId, amount }) => amount > 0 || !known',
    tests: ['shared/domain/book-dispute.test.ts'],
  },
  {
    name: 'restriction ignored after release',
    file: 'shared/domain/reserve.ts',
    is: 'returns.push({ lotId: draw.lotId, fundId: draw.fundId, holdId: hold.value.id, amount });',
    becomes:
      'returns.push({ lotId: hold.value.draws[0]?.lotId ?? draw.lotId, fundId: draw.fundId, holdId: hold.value.id, amount });',
    tests: [
      'shared/domain/unwind.test.ts',
      'shared/domain/approve.test.ts',
      ...allocating,
      'test/simulation/crowd.test.ts',
    ],
  },
  {
    name: 'restriction ignored by the plan',
    file: 'shared/domain/fund.ts',
    is: '(restriction.regions.length === 0 || restriction.regions.includes(region))',
    becomes: 'region !== undefined',
    tests: allocating,
  },
  {
    name: 'wrong lot order: the newest pays first',
    file: 'shared/domain/allocate.ts',
    is: 'compare(a.lot.receivedAt, b.lot.receivedAt) ||',
    becomes: 'compare(b.lot.receivedAt, a.lot.receivedAt) ||',
    tests: allocating,
  },
  {
    name: 'general money spent before restricted',
    file: 'shared/domain/allocate.ts',
    is: 'b.purse.restrictiveness - a.purse.restrictiveness ||',
    becomes: 'a.purse.restrictiveness - b.purse.restrictiveness ||',
    tests: allocating,
  },
  {
    name: 'later entries overtake one that cannot be funded',
    file: 'shared/domain/allocate.ts',
    is: '      block(money);\n',
    becomes: '',
    tests: allocating,
  },
  {
    name: 'double post of a session',
    file: 'shared/domain/session-money.ts',
    is: 'return { ...draw, posted: (draw.posted + taken) as Pence };',
    becomes: 'return { ...draw, posted: draw.posted };',
    tests: sessions,
  },
  {
    name: 'session paid under a new id each time it is reported',
    file: 'shared/domain/session-money.ts',
    is:
      `export const sessionEntry = (cause: SessionCause, takes: readonly Take[], now: Instant): JournalEntry =>
  entry(\`session:$` +
      `{cause.sessionId}:$` +
      `{cause.revision}\``,
    becomes:
      `export const sessionEntry = (cause: SessionCause, takes: readonly Take[], now: Instant): JournalEntry =>
  entry(\`session:$` +
      `{cause.sessionId}:$` +
      `{Date.parse(now)}\``,
    tests: sessions,
  },
  {
    name: 'lost release: the journal does not hear of it',
    file: 'shared/domain/reserve.ts',
    is:
      'entries: postings.length === 0 ? [] : [entry(`release:$' +
      '{placeId}:$' +
      '{revision}:$' +
      '{number}`, now, postings)],',
    becomes: 'entries: [],',
    tests: ['shared/domain/unwind.test.ts', ...allocating],
  },
  {
    name: 'lost release: a large hold gives back its first part only',
    file: 'shared/domain/reserve.ts',
    is: 'draws.some(hasLeft) ? { ...kept, draws, ending: to } : { ...kept, draws, state: next.value }',
    becomes: '{ ...kept, draws, state: next.value }',
    tests: allocating,
  },
  {
    name: 'clock off by one: a pause that ended is counted as waiting',
    file: 'shared/domain/waiting-list.ts',
    is: 'const start = Date.parse(clock.startedAt) + paused - waiting',
    becomes: 'const start = Date.parse(clock.startedAt) - waiting',
    tests: ['shared/domain/pause.test.ts', 'shared/domain/assess.test.ts'],
  },
  {
    name: 'clock off by one: a deadline that counts the day it began on',
    file: 'shared/domain/office-days.ts',
    is: 'for (let left = count; left > 0; ) {',
    becomes: 'for (let left = count - 1; left > 0; ) {',
    tests: ['shared/domain/office-days.test.ts'],
  },
  {
    name: "draft's TTL on a submitted referral",
    file: 'shared/store/cases.ts',
    is: `    schema: Referral,
`,
    becomes: `    schema: Referral,
    expires: ({ clock }) => Date.parse(clock.startedAt) / 1000 + 14 * 86_400,
`,
    tests: [
      'shared/store/plan-transaction.test.ts',
      'shared/store/record-types.test.ts',
      'shared/commands/refer.test.ts',
    ],
  },
  {
    name: 'what was read is not checked when it is committed',
    file: 'shared/store/plan-transaction.ts',
    is: '    ...reliances.checks,\n',
    becomes: '',
    tests: ['shared/store/plan-transaction.test.ts', 'shared/commands/run-allocation-pass.test.ts'],
  },
  {
    name: 'a lot under review is drawn on',
    file: 'shared/domain/fund.ts',
    is: 'lot.free > 0 && lot.reviewUntil === undefined',
    becomes: 'lot.free > 0',
    tests: allocating,
  },
  {
    name: 'money is drawn on after its spend-by date',
    file: 'shared/domain/fund.ts',
    is: 'isOpen(lot) && !isPastItsDay(lot, today)',
    becomes: 'isOpen(lot) && today !== undefined',
    tests: allocating,
  },
  {
    name: 'an entry longer than was read is passed over',
    file: 'shared/commands/run-allocation-pass.ts',
    is: 'const placements = plan.placements.filter(({ order }) => order <= horizon);',
    becomes: 'const placements = plan.placements.filter(({ order }) => order !== horizon);',
    tests: allocating,
  },
  {
    name: 'what a class asks for is not read because a new place of it has no money',
    file: 'shared/commands/load-pool.ts',
    is: 'return from !== undefined && last !== undefined && from <= last;',
    becomes: 'return from !== undefined;',
    tests: ['shared/commands/load-pool.test.ts'],
  },
  {
    name: 'invariant 2: what a lot gives to a deficit is not counted',
    file: 'shared/domain/clear-deficit.ts',
    is: 'givenToDeficit: (lot.value.givenToDeficit + amount) as Pence,',
    becomes: '',
    tests: invariants,
  },
  {
    name: 'invariant 3: a draw that gave back does not remember it',
    file: 'shared/domain/reserve.ts',
    is: 'return { ...draw, released: (draw.released + amount) as Pence };',
    becomes: 'return { ...draw, drawn: (draw.drawn - amount) as Pence, released: (draw.released + amount) as Pence };',
    tests: invariants,
  },
  {
    name: 'invariant 4: what comes back to a lot is booked and not kept',
    file: 'shared/domain/lot-money.ts',
    is: 'lotsAfter.set(lotId, { ...lot, free: (lot.free + amount) as Pence });',
    becomes: 'lotsAfter.set(lotId, lot);',
    tests: invariants,
  },
  {
    name: 'invariant 5: a refund that was made is made again by the next report',
    file: 'shared/domain/move-refund.ts',
    is: 'const before = books.refunds.find((refund) => refund.id === id);',
    becomes: 'const before = books.refunds.find((refund) => refund.id === id && refund.value.state !== "succeeded");',
    tests: invariants,
  },
  {
    name: 'invariant 6: a block made smaller gives back a pound too much',
    file: 'shared/domain/place-life.ts',
    is: 'returning(hold.value, kept(hold.value) - amount)',
    becomes: 'returning(hold.value, kept(hold.value) - amount + 100)',
    tests: invariants,
  },
  {
    name: 'invariant 9: a therapist who declined still counts the offer',
    file: 'shared/domain/answer-offer.ts',
    is: `        offers: therapist.value.offers - 1,
        ...(askAgainAfter`,
    becomes: '        ...(askAgainAfter',
    tests: invariants,
  },
  {
    name: 'invariant 10: anybody may take any edge',
    file: 'shared/domain/state-table.ts',
    is: 'return by.some((role) => actor.roles.includes(role))',
    becomes: 'return by.length > 0',
    tests: invariants,
  },
  {
    name: 'invariant 12: a dispute that is reported again after it was booked is booked again',
    file: 'shared/domain/book-dispute.ts',
    is: 'return before === undefined || isNews ? after : undefined;',
    becomes: 'return before === undefined || isNews || takenFor(after) > 0 ? after : undefined;',
    tests: invariants,
  },
  {
    name: 'order: a head start lets people wait longer',
    file: 'shared/domain/waiting-list.ts',
    is: 'paused - waiting.headStartDays[band] * dayLength;',
    becomes: 'paused + waiting.headStartDays[band] * dayLength;',
    tests: ordering,
  },
  {
    name: 'order: an override that was only asked for counts',
    file: 'shared/domain/waiting-list.ts',
    is: "precedence?.state === 'granted' ? `1#$" + '{precedence.grantedAt}#$' + '{id}`',
    becomes: 'precedence !== undefined ? `1#$' + '{precedence.askedAt}#$' + '{id}`',
    tests: ordering,
  },
  {
    name: 'order: a place in hand asks after those with an override',
    file: 'shared/domain/waiting-list.ts',
    is: '`0#$' + '{askedAt}#$' + '{id}`',
    becomes: '`2#$' + '{askedAt}#$' + '{id}`',
    tests: ordering,
  },
  {
    name: 'order: somebody who cannot use it now draws',
    file: 'shared/store/cases.ts',
    is: "place.state === 'requested' && place.unusable.length === 0",
    becomes: "place.state === 'requested'",
    tests: ordering,
  },
];
