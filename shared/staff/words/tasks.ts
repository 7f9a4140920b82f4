import { addressMended } from '../../domain/mail-report.ts';
import type { TaskKind } from '../../domain/task.ts';

interface TaskWords {
  readonly title: string;
  /** What the task is for, in a sentence. */
  readonly purpose: string;
  /** Whether it is a telephone call with a script. */
  readonly isCall: boolean;
  /** What can have come of it. None: the task ends with a step on the case itself. */
  readonly outcomes: readonly string[];
}

/** Only what really was done ends a task: somebody who was not reached stays on the list. */
export const taskWords: Record<TaskKind, TaskWords> = {
  'confirm-referral': {
    title: 'Confirm the referral with the person',
    purpose: 'Nothing is sent and nothing begins until the person has told us that the request is theirs.',
    isCall: true,
    outcomes: [],
  },
  'obtain-consent': {
    title: 'Ask the person for their consent',
    purpose: 'A professional referred them. Nothing begins until the person themself agrees.',
    isCall: true,
    outcomes: [],
  },
  'same-day-call': {
    title: 'Call the person today',
    purpose:
      'They had contact with the police lately. This is a hard time: ask how they are, and whether they are safe.',
    isCall: true,
    outcomes: [
      'Spoken with the person',
      'Spoken with the person, and passed on to the safeguarding lead',
      'Tried several times at safe times; not reached',
      'The person asks not to be called',
    ],
  },
  'tell-outcome': {
    title: 'Tell the person how it was decided',
    purpose:
      'Nobody learns this from a mail or a page first. As soon as you record that they know, their own page shows it too.',
    isCall: true,
    outcomes: ['Told them on the telephone', 'Told them face to face or by video'],
  },
  'call-client': {
    title: 'Call the person: a therapist was found',
    purpose: 'They asked not to be written to. Their therapist will get in touch with them.',
    isCall: true,
    outcomes: [
      'Spoken with the person',
      'Left the neutral message that they allowed',
      'Tried several times at safe times; not reached',
      'Nothing to do: they look at their own page',
    ],
  },
  'confirm-expired-place': {
    title: 'Confirm that a place should wait on',
    purpose:
      'The place lost its money because time ran out. Until you confirm it, it keeps its clock but draws no money.',
    isCall: false,
    outcomes: [],
  },
  'no-therapist-found': {
    title: 'Find a way to a therapist',
    purpose: 'Nobody is left who may take this case. See who was excluded by what, and look again when you have a way.',
    isCall: false,
    outcomes: [],
  },
  'set-aside-place': {
    title: 'Money could not be reserved for a place',
    purpose:
      'The reservation was refused for a reason that stays. Until you confirm it, the place keeps its clock, draws no money and holds up nobody.',
    isCall: false,
    outcomes: [],
  },
  'money-blocked': {
    title: 'A place has held up others for long',
    purpose:
      'What it asks for is larger than the money it may use, and nobody after it may use that money. Agree a smaller block, ask for an override for somebody, or let it stand.',
    isCall: false,
    outcomes: ['It stays first in line', 'Found money for it'],
  },
  'decide-override': {
    title: 'Decide whether a place goes before the others',
    purpose:
      'A coordinator has asked for an override, with a reason. It counts once somebody else grants it; the reason stands on the page of the place.',
    isCall: false,
    outcomes: ['The place has money by now', 'It is no longer asked for'],
  },
  'unexpected-payment': {
    title: 'A payment that nothing explains',
    purpose: 'Money came, and we do not know what for.',
    isCall: false,
    outcomes: ['Found what it belongs to', 'Sent back', 'Kept in clearing until we know'],
  },
  'spend-by-near': {
    title: 'Money must be spent soon',
    purpose:
      'Part of this fund is still free, and the date is near that it must be spent by. There may be time to ask its giver for longer. This task ends by itself when none of that money is left.',
    isCall: false,
    outcomes: [
      'Promised to places in time',
      'Its giver allows longer',
      'Moved to another fund that may spend it',
      'It will be offered back to its giver',
    ],
  },
  'spend-by-over': {
    title: 'Decide on money that is past its spend-by date',
    purpose:
      'Part of this fund was to be spent by a date that is over. It pays for nobody until two people have decided, on the page of the fund, where it goes; or it goes back to its giver, on the page of the gift. This task ends by itself when none is left.',
    isCall: false,
    outcomes: [],
  },
  'payout-difference': {
    title: 'Look into a payout that does not match the books',
    purpose:
      'The payment provider paid out another sum than the books say, or moved money that is not in them. It is compared again every morning until it matches.',
    isCall: false,
    outcomes: ['It matches now', 'Settled with the payment provider', 'Passed on to whoever looks after the system'],
  },
  'balance-difference': {
    title: 'Look into the balance at the payment provider',
    purpose:
      'The provider says that it has another sum of ours than the books do, with all counted that may still be on its way. The page of the payouts shows by how much, and what it has that is not in the books. It is compared every morning.',
    isCall: false,
    outcomes: ['They agree now', 'Settled with the payment provider', 'Passed on to whoever looks after the system'],
  },
  'ledger-difference': {
    title: 'Look into a difference in the books',
    purpose:
      'The journal and a record do not say the same of one thing. The page of the ledger audit shows where, to the penny. Find out why before anything more is booked on it.',
    isCall: false,
    outcomes: ['The cause is found and mended', 'Passed on to whoever looks after the system'],
  },
  'decide-refund': {
    title: 'Decide on a refund',
    purpose: 'Somebody asked for a gift to be given back. A second person decides, on the page of the gift.',
    isCall: false,
    outcomes: [],
  },
  'decide-correction': {
    title: 'Decide on putting a gift right',
    purpose:
      'Somebody asked for a gift that was recorded by hand to be put right. A second person decides, on the page of the gift.',
    isCall: false,
    outcomes: [],
  },
  'answer-dispute': {
    title: 'Answer a bank that questions a gift',
    purpose:
      'The giver’s bank asks for the money back. Send the payment provider what shows that the gift was meant, on its own page, before this is due: after that it is decided without us.',
    isCall: false,
    outcomes: ['Answered at the payment provider', 'Let it go: the giver should have the money back'],
  },
  'refund-failed': {
    title: 'A refund did not arrive',
    purpose:
      'The money could not be sent, or came back, and is in its fund again. The giver still waits for it: ask them how it can reach them.',
    isCall: false,
    outcomes: ['Asked for again, another way', 'The giver lets the charity keep it', 'Nobody can be reached'],
  },
  'send-bank-refund': {
    title: 'Send a refund from the bank',
    purpose:
      'Two people have decided that a gift goes back, and it did not come through the payment provider. Send it from the bank, then record the day on the page of the gift.',
    isCall: false,
    outcomes: [],
  },
  'deficit-left': {
    title: 'A fund still owes money',
    purpose:
      'Money of this fund went back to its givers after it was spent, and nothing has come that makes it good. Until then the fund pays for nobody new. It can be covered from the risk reserve, by two people.',
    isCall: false,
    outcomes: ['It will be covered from the risk reserve', 'Money is on its way', 'It stands for now'],
  },
  'mail-refused': {
    title: 'A mail did not arrive',
    purpose:
      'The address refused it, or its reader wants no mail. Nothing more is sent there until you have put it right: tell them another way.',
    isCall: false,
    outcomes: ['Told them another way', addressMended, 'Nothing more to do'],
  },
  'welfare-check': {
    title: 'Ask how the person is',
    purpose:
      'They did not come to a session, or took their request back on their page. They may be unwell, afraid or in trouble. Ask how they are; do not ask why.',
    isCall: true,
    outcomes: [
      'Spoken with the person',
      'Spoken with the person, and passed on to the safeguarding lead',
      'The therapist has heard from them',
      'Tried several times at safe times; not reached',
    ],
  },
  'review-session': {
    title: 'Decide on a session held for review',
    purpose:
      'The session took place while one of the therapist’s papers had lapsed. Look into it, then pay it, or not, on the case page.',
    isCall: false,
    outcomes: ['Decided on the case page'],
  },
  'session-short': {
    title: 'A corrected session waits for its money',
    purpose:
      'The therapist is owed for this session, but its place has given the money back. It is paid when a top-up has come.',
    isCall: false,
    outcomes: ['A top-up has been asked for', 'Paid another way'],
  },
  'therapist-leaves': {
    title: 'Hand over the clients of a therapist who leaves',
    purpose:
      'They have said that they leave; nothing new is offered to them. Agree with each of their clients, on the case, who goes on; then record on their page that they have left.',
    isCall: false,
    outcomes: [],
  },
  'therapy-silent': {
    title: 'Ask a therapist how therapy goes',
    purpose:
      'Therapy has begun, and no session was recorded for some weeks. Ask the therapist whether the sessions go on. This task ends by itself when something is recorded, or therapy rests or ends.',
    isCall: false,
    outcomes: [
      'Therapy goes on; the sessions will be recorded',
      'The person is away for a while',
      'Nobody can be reached yet',
    ],
  },
  'renew-credentials': {
    title: 'Ask a therapist for new papers',
    purpose:
      'A paper of theirs lapses soon, and nobody new is offered to them until it is renewed. Record the new one on their page.',
    isCall: false,
    outcomes: ['They will not renew it', 'The new papers are recorded'],
  },
  'clients-of-therapist': {
    title: 'See to the clients of a suspended therapist',
    purpose:
      'The therapist may take nobody new, and has people in therapy. Decide with each of them, on their case, who goes on.',
    isCall: false,
    outcomes: ['Everybody has somebody to go on with', 'They go on with this therapist for now'],
  },
  'safeguarding-concern': {
    title: 'See to a concern',
    purpose:
      'Somebody is worried about a young person, or about somebody who may be at risk. Say that you have seen it, then write down what was decided, on its page.',
    isCall: false,
    outcomes: [],
  },
  'tell-therapist': {
    title: 'Tell the therapist that the person has died',
    purpose: 'No mail has been sent. Call them, and ask how they are with it.',
    isCall: false,
    outcomes: ['Told them on the telephone', 'Told them face to face or by video'],
  },
};
