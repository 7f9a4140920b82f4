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
