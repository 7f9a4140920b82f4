import { Instant, LocalDate, Pence } from '../../events/values.ts';
import { Signal } from '../../shared/domain/referral.ts';
import type { LetterContent } from '../../shared/mail/interface.ts';

export const gift = {
  donorName: 'Sam Oyelaran',
  amount: Pence.parse(144_000),
  fundName: 'Where it is needed most',
  collectedOn: LocalDate.parse('2026-03-03'),
  receiptNumber: 'R-4F7KQ-2MH9X',
  giftAidDeclared: true,
  byCard: true,
};
const refund = {
  donorName: 'Sam Oyelaran',
  amount: Pence.parse(5000),
  receiptNumber: 'R-4F7KQ-2MH9X',
  giftAidDeclared: true,
  byCard: true,
};
export const offer = {
  therapistName: 'Dr Ada Njoku',
  offerUrl: 'https://site.example.org/portal/offer?token=Zm9yLW9uZS10aGVyYXBpc3Q&x=1',
  respondBy: Instant.parse('2026-03-05T17:00:00.000Z'),
  sessions: 12,
  online: true,
};
const found = { reference: 'SP-4F7K-Q2MH', statusUrl: 'https://site.example.org/status' };
export const to = 'somebody@example.com';

export const clientLetters: Readonly<Record<'nothing' | 'service', LetterContent>> = {
  nothing: { template: 'client-therapist-found', to, data: { ...found, mayReveal: 'nothing' } },
  service: { template: 'client-therapist-found', to, data: { ...found, mayReveal: 'service' } },
};

/** Every template, in every form it takes. */
export const letters: Readonly<Record<string, LetterContent>> = {
  'donor-thank-you, by card, with Gift Aid': { template: 'donor-thank-you', to, data: gift },
  'donor-thank-you, by transfer, without a name': {
    template: 'donor-thank-you',
    to,
    data: { ...gift, amount: Pence.parse(1250), donorName: undefined, giftAidDeclared: false, byCard: false },
  },
  'donor-refund, by card, with Gift Aid': { template: 'donor-refund', to, data: refund },
  'donor-refund, from our bank, without a name': {
    template: 'donor-refund',
    to,
    data: { ...refund, donorName: undefined, giftAidDeclared: false, byCard: false },
  },
  'therapist-offer, online': { template: 'therapist-offer', to, data: offer },
  'therapist-offer, in person': { template: 'therapist-offer', to, data: { ...offer, sessions: 6, online: false } },
  'therapist-accepted': {
    template: 'therapist-accepted',
    to,
    data: {
      therapistName: 'Dr Ada Njoku',
      clientUrl: 'https://site.example.org/portal/client?token=c2VlLW9uY2U',
      sessionsUrl: 'https://site.example.org/portal/clients?token=cmVjb3JkLWl0',
      giveBackUntil: Instant.parse('2026-07-01T15:30:00.000Z'),
    },
  },
  'therapist-offer-withdrawn': { template: 'therapist-offer-withdrawn', to, data: { therapistName: 'Dr Ada Njoku' } },
  'therapist-case-ended': {
    template: 'therapist-case-ended',
    to,
    data: { therapistName: 'Dr Ada Njoku', reference: 'SP-4F7K-Q2MH' },
  },
  'therapist-answer-confirmed, declined': {
    template: 'therapist-answer-confirmed',
    to,
    data: { therapistName: 'Dr Ada Njoku', answer: 'declined', rest: undefined },
  },
  'therapist-answer-confirmed, declined with a rest': {
    template: 'therapist-answer-confirmed',
    to,
    data: {
      therapistName: 'Dr Ada Njoku',
      answer: 'declined',
      rest: {
        through: LocalDate.parse('2026-09-30'),
        url: 'https://site.example.org/portal/clients?token=cmVzdA',
      },
    },
  },
  'therapist-answer-confirmed, given back': {
    template: 'therapist-answer-confirmed',
    to,
    data: { therapistName: 'Dr Ada Njoku', answer: 'given-back', rest: undefined },
  },
  'therapist-new-link, to the client': {
    template: 'therapist-new-link',
    to,
    data: {
      therapistName: 'Dr Ada Njoku',
      leadsTo: 'see-client',
      url: 'https://site.example.org/portal/client?token=YWdhaW4',
      days: 14,
    },
  },
  'therapist-new-link, to the sessions': {
    template: 'therapist-new-link',
    to,
    data: {
      therapistName: 'Dr Ada Njoku',
      leadsTo: 'record-sessions',
      url: 'https://site.example.org/portal/clients?token=YWdhaW4',
      days: 365,
    },
  },
  'safeguarding-alert, to the lead': {
    template: 'safeguarding-alert',
    to,
    data: { url: 'https://site.example.org/console/concerns/cnc_4f7kq2mh8c', minutes: 60, toDeputy: false },
  },
  'safeguarding-alert, to the deputy': {
    template: 'safeguarding-alert',
    to,
    data: { url: 'https://site.example.org/console/concerns/cnc_4f7kq2mh8c', minutes: 60, toDeputy: true },
  },
  'client-therapist-found, revealing nothing': clientLetters.nothing,
  'client-therapist-found, revealing the service': clientLetters.service,
  ...Object.fromEntries(
    Signal.options.map((signal): [string, LetterContent] => [
      `referrer-signal, ${signal}`,
      {
        template: 'referrer-signal',
        to,
        data: { referrerName: 'Jo Marsh', reference: 'SP-4F7K-Q2MH', signal, agreed: [signal, 'ended'] },
      },
    ]),
  ),
};
