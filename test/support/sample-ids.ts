import {
  AllocationId,
  DonationId,
  FundId,
  HoldId,
  Instant,
  LotId,
  PersonId,
  PlaceId,
  ReferralId,
  SessionId,
  TherapistId,
} from '../../events/values.ts';
import exampleCharity from '../../infra/settings/example-charity.json' with { type: 'json' };
import type { Versioned } from '../../shared/domain/decision.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';

export const settings = CharitySettings.parse(exampleCharity);

/** A Monday in working hours. */
export const now = Instant.parse('2027-03-01T10:00:00.000Z');

const code = (n: number): string => String(n).padStart(10, '0');

export const idOf = {
  referral: (n: number) => ReferralId.parse(`ref_${code(n)}`),
  place: (n: number) => PlaceId.parse(`plc_${code(n)}`),
  hold: (n: number, revision = 1) => HoldId.parse(`hld_${code(n)}x${revision}`),
  lot: (n: number) => LotId.parse(`lot_${code(n)}`),
  donation: (n: number) => DonationId.parse(`don_${code(n)}`),
  fund: (n: number) => FundId.parse(`fnd_${code(n)}`),
  therapist: (n: number) => TherapistId.parse(`thr_${code(n)}`),
  person: (n: number) => PersonId.parse(`psn_${code(n)}`),
  session: (n: number) => SessionId.parse(`ses_${code(n)}`),
  allocation: (n: number, round = 1) => AllocationId.parse(`alc_${code(n)}x${round}`),
};

export const poolId = settings.pool.id;
export const generalFundId = settings.pool.generalFund.id;

/** The fields of a sample with what a test wants otherwise; an `undefined` takes a field away. */
export const given = (fields: object, but: object): object =>
  Object.fromEntries(Object.entries({ ...fields, ...but }).filter(([, value]) => value !== undefined));

/** A record as a command has read it. */
export const asRead = <K extends Kind>(kind: K, id: string, value: Records[K], version = 3): Versioned<K> => ({
  kind,
  id,
  version,
  value,
});
