import type { Role } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { hasRole } from '../domain/actor.ts';
import { fundKeepers } from '../domain/fund.ts';
import { approvers } from '../domain/place.ts';
import { mayRaiseConcern } from '../domain/raise-concern.ts';

const finance = ['finance-maker', 'finance-checker'] as const;
const safeguarding = ['safeguarding-lead', 'safeguarding-deputy'] as const;

/** The roles that people of the office hold. A group of the directory that is none of these gives nothing here. */
export const staffRoles = ['assessor', ...approvers, ...finance, ...safeguarding, 'trustee'] as const;

/**
 * Who may open which part of the console. Finance sees no clinical content and trustees no case; what somebody may do
 * on a page they may open is decided by the commands.
 */
export const areas = {
  cases: ['assessor', ...approvers, ...safeguarding],
  find: ['assessor', ...approvers, ...safeguarding, ...finance, 'trustee'],
  assess: ['assessor'],
  places: ['assessor', ...approvers],
  'place-money': [...approvers, ...finance, 'trustee'],
  waiting: ['assessor', ...approvers],
  tasks: ['assessor', ...approvers, ...finance, ...safeguarding],
  pool: [...approvers, ...finance, 'trustee'],
  'open-fund': fundKeepers,
  'keep-funds': fundKeepers,
  'giving-link': [...approvers, ...finance],
  donations: [...approvers, ...finance, 'trustee'],
  'record-gift': finance,
  therapists: [...approvers, ...safeguarding],
  'add-therapist': approvers,
  journal: [...finance, 'trustee'],
  'ledger-audit': [...finance, 'trustee'],
  periods: [...finance, 'trustee'],
  'close-period': finance,
  statements: [...approvers, ...finance, 'trustee'],
  absence: ['coordinator', 'safeguarding-lead'],
  concerns: safeguarding,
  retention: safeguarding,
  'raise-concern': mayRaiseConcern,
  mail: approvers,
  'dead-letters': approvers,
  audit: ['safeguarding-lead'],
} as const satisfies Record<string, readonly Role[]>;
export type Area = keyof typeof areas;

export const mayOpen = (actor: Actor, area: Area): boolean => hasRole(actor, areas[area]);

/** Who decides on places and manages the waiting list, in the roles they may act in now. */
export const isApprover = (actor: Actor): boolean => hasRole(actor, approvers);

export const isAssessor = (actor: Actor): boolean => actor.roles.includes('assessor');

export const isSafeguarding = (actor: Actor): boolean => hasRole(actor, safeguarding);

/** Whoever speaks with people before an assessment. */
export const isOffice = (actor: Actor): boolean => isAssessor(actor) || isApprover(actor);
