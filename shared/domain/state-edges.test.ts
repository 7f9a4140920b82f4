import { describe, expect, it } from 'vitest';
import { allocationStates } from './allocation.ts';
import { concernStates } from './concern.ts';
import { disputeStates } from './dispute.ts';
import { donationStates } from './donation.ts';
import { emailStates } from './email.ts';
import { fundStates } from './fund.ts';
import { giftAidStates } from './gift-aid.ts';
import { holdStates } from './hold.ts';
import { periodStates } from './period.ts';
import { placeStates } from './place.ts';
import { referralStates } from './referral.ts';
import { refundStates } from './refund.ts';
import { requestStates } from './request.ts';
import { reserveMoveStates } from './risk-reserve.ts';
import type { StateTable } from './state-table.ts';
import { therapistStates } from './therapist.ts';
import { transferStates } from './transfer.ts';

const tables = {
  allocationStates,
  concernStates,
  disputeStates,
  donationStates,
  emailStates,
  fundStates,
  giftAidStates,
  holdStates,
  periodStates,
  placeStates,
  referralStates,
  refundStates,
  requestStates,
  reserveMoveStates,
  therapistStates,
  transferStates,
};

/** Each state and where its edges lead, as they were decided on. */
const decidedOn = {
  allocationStates: {
    offered: 'accepted acknowledged declined expired revoked',
    acknowledged: 'accepted declined expired revoked',
    accepted: 'ended given-back revoked',
    declined: '',
    expired: '',
    revoked: '',
    'given-back': '',
    ended: '',
  },
  concernStates: {
    raised: 'acknowledged',
    acknowledged: 'decided',
    decided: '',
  },
  disputeStates: {
    open: 'lost withdrawn won',
    withdrawn: 'lost won',
    won: '',
    lost: '',
  },
  donationStates: {
    pledged: 'collected expired failed pending',
    pending: 'collected expired failed',
    collected: '',
    failed: 'collected',
    expired: 'collected',
  },
  emailStates: {
    requested: 'overtaken sending',
    sending: 'bounced delivered overtaken sending sent',
    sent: 'bounced delivered',
    delivered: 'complained',
    complained: '',
    bounced: '',
    overtaken: '',
  },
  fundStates: {
    open: 'closed',
    closed: '',
  },
  giftAidStates: {
    'not-declared': 'declared',
    declared: 'queued received',
    queued: 'claimed received',
    claimed: 'adjusted queued received',
    received: 'adjusted',
    adjusted: '',
  },
  holdStates: {
    gathering: 'pending released',
    pending: 'expired joined posted released',
    posted: 'posted released',
    released: '',
    expired: '',
    joined: '',
  },
  periodStates: {
    open: 'asked',
    asked: 'closed open',
    closed: '',
  },
  placeStates: {
    requested: 'cancelled rejected reserved',
    reserved: 'approved cancelled rejected requested',
    approved: 'allocated cancelled requested',
    allocated: 'approved cancelled in-use',
    'in-use': 'approved completed ended-early paused',
    paused: 'completed ended-early in-use',
    completed: '',
    'ended-early': '',
    rejected: '',
    cancelled: '',
  },
  referralStates: {
    draft: 'submitted',
    submitted: 'awaiting-assessment awaiting-consent died duplicate not-eligible referred-on unverified withdrawn',
    'awaiting-consent': 'awaiting-assessment died duplicate not-eligible referred-on unverified withdrawn',
    'awaiting-assessment': 'assessment-started died duplicate not-eligible referred-on unverified withdrawn',
    'assessment-started': 'assessed-suitable died not-suitable suitable-not-ready withdrawn',
    'assessed-suitable': 'died in-therapy suitable-not-ready withdrawn',
    'suitable-not-ready': 'assessed-suitable died withdrawn',
    'not-suitable': 'awaiting-assessment',
    'in-therapy': 'completed died ended-early withdrawn',
    completed: 'awaiting-assessment',
    'ended-early': 'awaiting-assessment',
    'not-eligible': 'awaiting-assessment',
    unverified: 'awaiting-assessment',
    duplicate: 'awaiting-assessment',
    'referred-on': 'awaiting-assessment',
    withdrawn: 'awaiting-assessment',
    died: '',
  },
  refundStates: {
    requested: 'decided declined',
    declined: '',
    decided: 'failed pending succeeded',
    pending: 'failed succeeded',
    succeeded: 'failed',
    failed: '',
  },
  requestStates: {
    requested: 'cancelled rejected reserved',
    reserved: 'approved cancelled rejected requested',
    approved: '',
    rejected: 'requested',
    cancelled: 'requested',
  },
  reserveMoveStates: {
    requested: 'decided declined',
    declined: '',
    decided: '',
  },
  therapistStates: {
    applied: 'left references',
    references: 'left trained',
    trained: 'left member',
    member: 'left renewal-due suspended',
    'renewal-due': 'left member suspended',
    suspended: 'left member',
    left: '',
  },
  transferStates: {
    requested: 'declined done moving standing withdrawn',
    declined: '',
    withdrawn: '',
    moving: 'done standing',
    done: '',
    standing: '',
  },
};

const edgesOf = ({ states, edges }: StateTable<string>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    states.map((state) => {
      const to = new Set(edges.filter(({ from }) => from === state).map((edge) => edge.to));
      return [state, [...to].toSorted().join(' ')];
    }),
  );

describe('the edges of the state tables', () => {
  it('are those that were decided on: one is added or taken with its command, its guard and its place in the simulator', () => {
    const found = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, edgesOf(table)]));
    expect(found).toEqual(decidedOn);
  });
});
