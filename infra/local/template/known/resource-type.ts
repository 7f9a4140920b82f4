import * as z from 'zod';
import type { Identity } from '../resolve.ts';

/** Where things are on this machine. Functions, because some are known only once an emulator or stand-in is up. */
export type LocalPlaces = {
  siteDomain: string;
  queueOrigin: () => string;
  signInIssuer: () => string;
};

export type Named = { name: string; stackName: string; region: string; account: string; places: LocalPlaces };

/** One resource type that the runner knows: its properties, strictly, and what other resources may ask of it. */
export type ResourceType<P = unknown> = {
  type: string;
  schema: z.ZodType<P>;
  /** The property that names the physical resource; without it, stack and logical id do. */
  nameProperty?: string;
  identify: (named: Named) => Identity;
};

/**
 * A property that the runner knows and that changes nothing on one machine. The reason is required, because every
 * one of these is a place where the local stack differs from AWS.
 */
export const withoutEffect = (reason: string) => z.unknown().optional().describe(reason);

export const LABELS = withoutEffect('labels for bills and people; nothing local reads them');

type Value = string | (() => string);

/** Values may be functions where they are known only later, once an emulator or stand-in is up. */
export const identity = (ref: Value, attributes: Record<string, Value> = {}): Identity => {
  const evaluate = (value: Value | undefined) => (typeof value === 'function' ? value() : value);
  return { ref: () => (typeof ref === 'function' ? ref() : ref), attribute: (name) => evaluate(attributes[name]) };
};
