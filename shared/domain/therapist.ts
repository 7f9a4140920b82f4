import * as z from 'zod';
import { ClientGroup, Instant, LocalDate, Pence, PersonId, PoolId, Region, TherapistId } from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

export const TherapistState = z.enum([
  'applied',
  'references',
  'trained',
  'member',
  'renewal-due',
  'suspended',
  'left',
]);
export type TherapistState = z.infer<typeof TherapistState>;

const office = ['coordinator', 'coordinator-deputy'] as const;

/** A therapist's membership; being on leave is an overlay. */
export const therapistStates: StateTable<TherapistState> = {
  entity: 'therapist',
  states: TherapistState.options,
  initial: 'applied',
  edges: [
    ...edges(['applied'], 'references', office),
    ...edges(['references'], 'trained', office, 'references in order; the certificate awarded'),
    ...edges(['trained'], 'member', office, 'every credential valid'),
    ...edges(['member'], 'renewal-due', ['system'], 'a credential lapses soon'),
    ...edges(['renewal-due'], 'member', office, 'every credential valid, and for long enough'),
    ...edges(['member', 'renewal-due'], 'suspended', [...office, 'safeguarding-lead', 'safeguarding-deputy']),
    ...edges(
      ['suspended'],
      'member',
      [...office, 'safeguarding-lead', 'safeguarding-deputy'],
      'every credential valid',
    ),
    ...edges(
      ['applied', 'references', 'trained', 'member', 'renewal-due', 'suspended'],
      'left',
      [...office, 'therapist'],
      'without clients',
    ),
  ],
};

export const CredentialKind = z.enum(['training', 'accreditation', 'insurance', 'dbs', 'supervision']);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** What lets a therapist take a client. Both days count. */
export const Credential = z.lazy(() =>
  z.strictObject({ kind: CredentialKind, validFrom: LocalDate, validThrough: LocalDate }),
);
export type Credential = z.infer<typeof Credential>;

export const Therapist = z.lazy(() =>
  z.strictObject({
    id: TherapistId,
    /** Name, address and telephone are in the vault, under this person in their role as therapist. */
    personId: PersonId,
    poolId: PoolId,
    state: TherapistState,
    onLeave: z.strictObject({ from: LocalDate, through: LocalDate }).optional(),
    /** Through this day they asked to be offered nothing new. */
    askAgainAfter: LocalDate.optional(),
    /** When they said that they leave: nothing new is offered to them, and their clients are handed over. */
    leavingSince: Instant.optional(),
    /** From here on counts how long their details are kept. */
    leftAt: Instant.optional(),
    competences: z.array(ClientGroup).min(1),
    modes: z.array(z.enum(['online', 'in-person'])).min(1),
    /** Postcode district of the consulting room, and how far clients may live, in kilometres. */
    area: z.string(),
    region: Region,
    reachKm: z.int().nonnegative(),
    /** Pence a session including VAT. */
    fee: Pence,
    capacity: z.int().nonnegative(),
    /** Clients accepted, and offers open: together never more than the capacity. */
    clients: z.int().nonnegative(),
    offers: z.int().nonnegative(),
    lastOfferedAt: Instant.optional(),
    credentials: z.array(Credential),
    /** How often they were suspended; never, when absent. */
    suspensions: z.int().positive().optional(),
  }),
);
export type Therapist = z.infer<typeof Therapist>;

/** The kinds of credential missing or not valid on every day of a period. */
export const missingCredentials = (therapist: Pick<Therapist, 'credentials'>, from: LocalDate, through: LocalDate) =>
  CredentialKind.options.filter(
    (kind) =>
      !therapist.credentials.some(
        (credential) => credential.kind === kind && credential.validFrom <= from && credential.validThrough >= through,
      ),
  );
