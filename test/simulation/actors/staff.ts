import type { Actor } from '../../../shared/domain/actor.ts';

/** Who works at the office: several of each role, so that two people can decide where two must. */
export const asha: Actor = { id: 'asha', roles: ['assessor'] };
/** Both an assessor and a coordinator: the one whom "not the assessor of this referral" is about. */
export const ben: Actor = { id: 'ben', roles: ['assessor', 'coordinator'] };
export const cora: Actor = { id: 'cora', roles: ['coordinator'] };
export const dina: Actor = { id: 'dina', roles: ['coordinator'] };
export const eli: Actor = { id: 'eli', roles: ['coordinator-deputy'] };
export const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
export const gus: Actor = { id: 'gus', roles: ['finance-checker'] };
export const sana: Actor = { id: 'sana', roles: ['safeguarding-lead'] };

export const coordinators = [cora, dina, ben, eli] as const;
export const assessors = [asha, ben] as const;
