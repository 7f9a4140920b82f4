const claims = 'tax is claimed with an issue of its own; until then what arrives is recorded without a claim';

/** Edges of the tables that no command takes yet, and why. One that is taken after all fails the long run. */
export const unreached: Readonly<Record<string, string>> = {
  'gift aid declared → queued': claims,
  'gift aid queued → claimed': claims,
  'gift aid queued → received': claims,
  'gift aid claimed → received': claims,
  'gift aid claimed → queued': claims,
  'gift aid claimed → adjusted': claims,
};

/**
 * Calls to which a history comes by the rarest of races, if at all, and where their faults are met instead. What a run did
 * meet of them is printed with the rest.
 */
export const hardlyReached: Readonly<Record<string, string>> = {
  'the worker of allocation · store.commit set-aside-entry':
    'money is refused to an entry alone and for good only when something is wrong with it; shared/commands/run-allocation-pass.test.ts does such wrong by hand',
  'the worker of donation on refund.decided · store.commit book-fee':
    'the provider must come to know its fee while a refund of that gift is asked for, and no sweep see it first; shared/commands/late-fees.test.ts',
};
