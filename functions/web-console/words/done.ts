/** What a page says after something was done. The address carries only the name: nobody can put words on our pages. */
const words = {
  confirmed: 'Confirmed with the person. The referral now waits for an assessment.',
  closed: 'The referral is closed.',
  taken: 'You have taken this referral for assessment.',
  assessed: 'The assessment is recorded.',
  'put-on-hold': 'The case is on hold. The wait clock is stopped.',
  'hold-lifted': 'The hold is lifted.',
  'safeguarding-paused': 'The safeguarding pause stands. Nothing new is promised until you lift it.',
  'safeguarding-lifted': 'The safeguarding pause is lifted.',
  withdrawn: 'The referral is withdrawn. Everything under way for it is being undone.',
  'searching-again': 'We are looking for a therapist again.',
  approved: 'The place is approved. The best matching therapist is being asked.',
  'approved-first': 'Your approval is recorded. A second person must approve as well.',
  rejected: 'The place is rejected. The money goes back to where it came from.',
  'waits-on': 'The place waits on, with the clock it had.',
  'override-asked': 'The override is asked for. A second person must grant it.',
  'override-granted': 'The override is granted. The place stands before all other new places.',
  'override-declined': 'The override is declined. The place keeps its turn.',
  'block-smaller': 'The next block is smaller. What it needs is looked for at once.',
  'next-block-asked': 'The next block is asked for, before all new places.',
  'contribution-lowered': 'The lower contribution holds as soon as its top-up is approved.',
  'request-approved': 'The money is with the place.',
  'request-approved-first': 'Your approval is recorded. A second person must approve as well.',
  'request-rejected': 'The request is rejected. Its money goes back to where it came from.',
  'request-waits-on': 'The request waits on.',
  'fund-opened': 'The fund is open.',
  'fund-changed': 'The fund is changed.',
  'funds-ordered': 'The funds now pay in this order.',
  'transfer-requested': 'You have asked for this. Nothing moves until another person agrees.',
  'transfer-agreed': 'You have agreed. The money moves.',
  'transfer-declined': 'You have declined. No money has moved.',
  'transfer-withdrawn': 'You have taken this back. No money has moved.',
  'gift-recorded': 'The gift is recorded, and its money is in the fund.',
  'refund-asked': 'The refund is asked for. A second person decides.',
  'refund-agreed': 'Agreed. The money is set aside and goes back the way it came.',
  'refund-declined': 'Declined. The gift stays as it is.',
  'bank-refund-recorded': 'It is recorded, and the books follow.',
  'gift-aid-recorded': 'The Gift Aid is recorded, and is in the fund of the gift.',
  'reserve-asked': 'It is asked for. A second person decides.',
  'reserve-agreed': 'Done: the money has moved.',
  'reserve-declined': 'Declined. No money has moved.',
  'therapist-added': 'The therapist is added and may be offered cases.',
  'absence-ended': 'The absence has ended. From now on your deputy no longer acts for you.',
  'absence-recorded': 'The absence is recorded. Your deputy can act during it.',
  'task-done': 'The task is done.',
} as const;

export type DoneName = keyof typeof words;

const isDoneName = (name: string): name is DoneName => Object.hasOwn(words, name);

export const doneWords = (name: string | undefined): string | undefined =>
  name !== undefined && isDoneName(name) ? words[name] : undefined;
