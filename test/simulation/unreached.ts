const reports = 'the mail service’s reports are not received yet';
const membership = 'therapists join as members; renewing, suspending and leaving come with their own issue';
const readiness = 'an assessment is recorded once; a second look comes with its own issue';
const reopening = 'a closed referral cannot be reopened yet';

const closed = [
  'not-suitable',
  'completed',
  'ended-early',
  'not-eligible',
  'unverified',
  'duplicate',
  'referred-on',
  'withdrawn',
] as const;

/** Edges of the tables that no command takes yet, and why. One that is taken after all fails the long run. */
export const unreached: Readonly<Record<string, string>> = {
  'email sending → delivered': reports,
  'email sent → delivered': reports,
  'email sending → bounced': reports,
  'email sent → bounced': reports,
  'email delivered → complained': reports,
  'therapist applied → references': membership,
  'therapist references → trained': membership,
  'therapist trained → member': membership,
  'therapist member → renewal-due': membership,
  'therapist renewal-due → member': membership,
  'therapist member → suspended': membership,
  'therapist renewal-due → suspended': membership,
  'therapist suspended → member': membership,
  'therapist applied → left': membership,
  'therapist references → left': membership,
  'therapist trained → left': membership,
  'therapist member → left': membership,
  'therapist renewal-due → left': membership,
  'therapist suspended → left': membership,
  'referral suitable-not-ready → assessed-suitable': readiness,
  'referral assessed-suitable → suitable-not-ready': readiness,
  ...Object.fromEntries(closed.map((state) => [`referral ${state} → awaiting-assessment`, reopening])),
};
