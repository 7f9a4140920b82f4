/** A domain whose DNS is a Route 53 hosted zone of the account, so that certificates and DKIM records set themselves up. */
export interface HostedDomain {
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

/**
 * One deployment of the whole: its own account or, at the least, its own names. What the charity decides stands in
 * `infra/settings/<name>.json`; here stands only what AWS has to know.
 */
export interface Stage {
  readonly name: string;
  readonly region: 'eu-west-2';
  /** Where people open the pages. */
  readonly site: HostedDomain;
  /** The domains mail is sent from: the neutral one for clients and therapists, and the one for donors. */
  readonly mail: readonly HostedDomain[];
  /** Staff sign in at `<signInPrefix>.auth.eu-west-2.amazoncognito.com`. */
  readonly signInPrefix: string;
  /** Who is told when an alarm goes off or the month costs more than expected. */
  readonly operationsEmail: string;
  readonly monthlyBudgetUsd: number;
}

const hosted = (domainName: string, hostedZoneName: string, hostedZoneId: string): HostedDomain => ({
  domainName,
  hostedZoneName,
  hostedZoneId,
});

/** Your own stage goes here: give it a name, its domains and their hosted zones, and a settings file of that name. */
export const stages: readonly [Stage, ...Stage[]] = [
  {
    name: 'demo',
    region: 'eu-west-2',
    site: hosted('demo.sponsored-places.example', 'sponsored-places.example', 'Z0000000000000000DEMO'),
    mail: [hosted('demo.sponsored-places.example', 'sponsored-places.example', 'Z0000000000000000DEMO')],
    signInPrefix: 'sponsored-places-demo',
    operationsEmail: 'operations@sponsored-places.example',
    monthlyBudgetUsd: 50,
  },
];

/** The stage of that name; without a name the first. */
export function findStage(name: string | undefined): Stage {
  if (name === undefined) return stages[0];
  const stage = stages.find((each) => each.name === name);
  if (stage === undefined) {
    throw new Error(
      `There is no stage "${name}" in infra/stages.ts; there is ${stages.map((s) => s.name).join(', ')}.`,
    );
  }
  return stage;
}

/** `sponsored-places-<stage>-<name>`: how everything is called in AWS, so that a person at the console finds it. */
export const nameIn = (stage: Stage, name: string): string => `sponsored-places-${stage.name}-${name}`;
