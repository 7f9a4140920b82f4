import type { IntakeOutcome } from '../../domain/refer.ts';

/**
 * Reasons are chosen, not written: they stand in the audit trail for good, and what nobody can type there cannot be
 * somebody's name or story.
 */
export interface Reason {
  readonly value: string;
  readonly text: string;
}

export interface ClosingReason extends Reason {
  readonly category: IntakeOutcome;
}

export const closingReasons: readonly ClosingReason[] = [
  { value: 'not-theirs', category: 'unverified', text: 'The person did not make this request' },
  { value: 'not-reached', category: 'unverified', text: 'The person could not be reached at safe times' },
  { value: 'no-consent', category: 'unverified', text: 'The person does not want to be referred' },
  { value: 'twice', category: 'duplicate', text: 'The person asked twice, and the other request goes on' },
  { value: 'elsewhere', category: 'referred-on', text: 'Another service helps the person now' },
  { value: 'urgent-first', category: 'referred-on', text: 'The person needs urgent help from another service first' },
  { value: 'outside', category: 'not-eligible', text: 'The person lives outside the area that we serve' },
  { value: 'young', category: 'not-eligible', text: 'The person is under 18' },
  { value: 'other-need', category: 'not-eligible', text: 'The person asks for something that we do not offer' },
];

export const closingCategoryWords: Record<IntakeOutcome, string> = {
  unverified: 'Never confirmed',
  duplicate: 'Another request goes on',
  'referred-on': 'Another service helps',
  'not-eligible': 'Outside what we can offer',
};

export const readyReasons: readonly Reason[] = [
  { value: 'ready', text: 'We have spoken again, and the person is ready to begin' },
  { value: 'settled', text: 'What stood in the way is settled' },
];

export const notReadyReasons: readonly Reason[] = [
  { value: 'later', text: 'The person would rather begin later' },
  { value: 'other-first', text: 'Something else must come first for the person' },
  { value: 'not-now', text: 'We have spoken again, and now is not the time' },
];

/** Why a closed referral is opened again, and whether its closing was a mistake of ours. */
export const reopeningReasons: readonly (Reason & { readonly oursToMend: boolean })[] = [
  { value: 'returns', oursToMend: false, text: 'The person asks for help again' },
  { value: 'changed', oursToMend: false, text: 'What stood in the way then has changed' },
  { value: 'our-mistake', oursToMend: true, text: 'It was closed by a mistake of ours' },
];

export const holdReasons: readonly Reason[] = [
  { value: 'asked', text: 'The person asked for a break' },
  { value: 'not-reached', text: 'We cannot reach the person for now' },
  { value: 'other-service', text: 'Another service comes first for now' },
  { value: 'practical', text: 'Practical reasons, such as moving house or travelling' },
];

export const safeguardingReasons: readonly Reason[] = [
  { value: 'concern', text: 'A concern was raised' },
  { value: 'authority', text: 'An authority asked us to wait' },
];

/** What the safeguarding desk decided about a concern. */
export const concernDecisions: readonly Reason[] = [
  { value: 'referred', text: 'It was passed on to an authority' },
  { value: 'advised', text: 'Whoever told us was advised what to do, and does it' },
  { value: 'plan', text: 'A safety plan was agreed with the person' },
  { value: 'nothing-more', text: 'Nothing more needs to be done' },
];

/** Why it was decided so. */
export const concernGrounds: readonly Reason[] = [
  { value: 'serious', text: 'Somebody is at risk of serious harm' },
  { value: 'duty', text: 'The law where they live requires it' },
  { value: 'safe', text: 'Nobody is at risk of serious harm, as far as we can know' },
  { value: 'known', text: 'An authority knows of it already, and acts' },
  { value: 'consulted', text: 'We asked an authority, and follow its advice' },
];

/** Why the ordinary periods run again for what is kept because of a concern. */
export const liftReasons: readonly Reason[] = [
  { value: 'unfounded', text: 'Nothing came of the concern' },
  { value: 'elsewhere', text: 'An authority keeps the record that is needed' },
  { value: 'over', text: 'It is over, and nobody needs the record any more' },
];

export const rejectionReasons: readonly Reason[] = [
  { value: 'means', text: 'The person’s means have changed' },
  { value: 'needs', text: 'The person’s needs have changed; a new assessment comes first' },
  { value: 'other-funder', text: 'Somebody else pays for the therapy' },
  { value: 'not-wanted', text: 'The person does not want a place now' },
  { value: 'mistake', text: 'The place was requested by mistake' },
];

export const precedenceReasons: readonly Reason[] = [
  { value: 'risk', text: 'Waiting longer would put somebody at risk' },
  { value: 'lost-turn', text: 'The person lost their turn through a mistake of ours' },
  { value: 'deadline', text: 'A date outside our hands comes first, such as a decision of a court' },
];

export const withdrawnReasons: readonly Reason[] = [
  { value: 'over', text: 'What could not wait has changed' },
  { value: 'mistake', text: 'It was granted by mistake' },
];

export const smallerBlockReasons: readonly Reason[] = [
  { value: 'begin', text: 'A beginning now is better than the whole block later' },
  { value: 'frees', text: 'It frees money that others wait for' },
];

export const nextBlockReasons: readonly Reason[] = [
  { value: 'helps', text: 'The review found that therapy helps, and should go on' },
  { value: 'end', text: 'The review found that a good end needs some more sessions' },
];

export const contributionReasons: readonly Reason[] = [
  { value: 'income', text: 'The person has less income' },
  { value: 'costs', text: 'The person has costs that they did not have before' },
];

export const restReasons: readonly Reason[] = [
  { value: 'asked', text: 'The person asked for a break' },
  { value: 'unwell', text: 'The person or the therapist is unwell' },
  { value: 'away', text: 'The person or the therapist is away' },
];

export const changeReasons: readonly Reason[] = [
  { value: 'asked', text: 'The person asked for another therapist' },
  { value: 'unable', text: 'The therapist cannot go on' },
  { value: 'fit', text: 'Another therapist fits the need better' },
];

/** How therapy ended, and whether that was its end. */
export const endReasons: readonly (Reason & { readonly to: 'completed' | 'ended-early' })[] = [
  { value: 'done', to: 'completed', text: 'The work is done' },
  { value: 'stopped', to: 'ended-early', text: 'The person does not want to go on' },
  { value: 'lost-touch', to: 'ended-early', text: 'The person could not be reached any more' },
  { value: 'elsewhere', to: 'ended-early', text: 'Another service goes on with the person' },
];

export const suspensionReasons: readonly Reason[] = [
  { value: 'concern', text: 'A concern was raised about their work' },
  { value: 'papers', text: 'A paper they need is in doubt' },
  { value: 'asked', text: 'They asked us to' },
];

export const leavingReasons: readonly Reason[] = [
  { value: 'own', text: 'They no longer want to work with us' },
  { value: 'ours', text: 'We no longer want to work with them' },
  { value: 'retired', text: 'They have stopped working as a therapist' },
];

/** Why a coordinator changes what a therapist takes. */
export const practiceReasons: readonly Reason[] = [
  { value: 'asked', text: 'They asked us to' },
  { value: 'trained', text: 'We have seen a new award' },
  { value: 'moved', text: 'They have moved' },
  { value: 'mistake', text: 'It was recorded by mistake' },
];

/** Why the dates of a paper are corrected. */
export const paperReasons: readonly Reason[] = [
  { value: 'mistyped', text: 'They were mistyped' },
  { value: 'misread', text: 'The paper says something else, seen again' },
];

export const absenceReasons: readonly Reason[] = [
  { value: 'leave', text: 'Leave' },
  { value: 'work', text: 'Away for work' },
  { value: 'other', text: 'Another absence' },
];

export const transferReasons: readonly Reason[] = [
  { value: 'more-wait', text: 'More people wait whom the other fund may help' },
  { value: 'date', text: 'The money would not be used by its date otherwise' },
  { value: 'wrong-fund', text: 'A gift was put into the wrong fund' },
  { value: 'designation', text: 'The trustees set this money aside for something else' },
];

export const closingFundReasons: readonly Reason[] = [
  { value: 'met', text: 'Its aim is met' },
  { value: 'cannot', text: 'Its aim cannot be met' },
  { value: 'appeal-over', text: 'The appeal is over' },
  { value: 'no-longer', text: 'It is no longer needed as a fund of its own' },
];

export const pastDayReasons: readonly Reason[] = [
  { value: 'none-in-time', text: 'Nobody whom it may help needed it in time' },
  { value: 'came-free', text: 'It was promised in time, and came free after its date' },
  { value: 'giver-agrees', text: 'Its giver agrees that it is used there' },
];

export const valuesOf = (reasons: readonly Reason[]): string[] => reasons.map(({ value }) => value);

/** The reason that a form chose, in words. */
export const textOfReason = (reasons: readonly Reason[], value: string): string =>
  reasons.find((reason) => reason.value === value)?.text ?? '';

export const reasonItems = (reasons: readonly Reason[]) => reasons.map(({ value, text }) => ({ value, text }));
