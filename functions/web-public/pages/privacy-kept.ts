import type { Referral } from '../../../shared/domain/referral.ts';

/**
 * What the record of a request holds, in the words of the privacy notice. A field that is new has no words yet, and does
 * not build: whoever adds one says what people read of it, and moves the day of the notice.
 */
export const keptOfRequest: Readonly<Record<keyof Referral, string>> = {
  id: 'a number for your request, and one for you',
  poolId: 'a number for your request, and one for you',
  personId: 'a number for your request, and one for you',
  door: 'whether you came by yourself or a professional referred you, who that is, and what they may be told',
  referrer: 'whether you came by yourself or a professional referred you, who that is, and what they may be told',
  groups: 'what you want help with, as the boxes that you ticked',
  area: 'the first half of your postcode, and the part of the country it is in',
  region: 'the first half of your postcode, and the part of the country it is in',
  mode: 'how you would like to meet a therapist',
  contact: 'how, and at what times, you may be contacted, and what a message may say',
  recentPoliceContact: 'whether the police were in touch with you in the four weeks before you asked',
  privacyNotice: 'which privacy notice you were shown',
  accessCodeHash: 'a fingerprint of your access code, from which the code cannot be found',
  ownCodeHash: 'a fingerprint of your access code, from which the code cannot be found',
  clock: 'when you asked, how far your request has come, how long you have waited, and who has worked on it',
  state: 'when you asked, how far your request has come, how long you have waited, and who has worked on it',
  confirmedAt: 'when you asked, how far your request has come, how long you have waited, and who has worked on it',
  assessment: 'when you asked, how far your request has come, how long you have waited, and who has worked on it',
  turn: 'when you asked, how far your request has come, how long you have waited, and who has worked on it',
  stillShown: 'when you asked, how far your request has come, how long you have waited, and who has worked on it',
  onHold: 'whether anything about it rests for now, or has been stopped to keep somebody safe',
  safeguardingPause: 'whether anything about it rests for now, or has been stopped to keep somebody safe',
  withdrawnAt: 'how it ended, when and why, and whether you took it back',
  closing: 'how it ended, when and why, and whether you took it back',
};

/** Each thing once. */
export const keptInWords = (): readonly string[] => [...new Set(Object.values(keptOfRequest))];
