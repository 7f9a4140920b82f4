/** A domain whose DNS is a Route 53 hosted zone of the account, so that certificates and DKIM records set themselves up. */
interface HostedDomain {
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

/**
 * One deployment of the whole: its own account or, at the least, its own names. What the charity decides stands in its
 * settings; here stands only what AWS has to know.
 */
export interface Stage {
  readonly name: string;
  /** The charity's settings: `infra/settings/<settings>.json`. */
  readonly settings: string;
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

/** Your own stage goes here: its name, its domains with their hosted zones, and the settings of your charity. */
export const stages: readonly [Stage, ...Stage[]] = [
  {
    name: 'demo',
    settings: 'example-charity',
    region: 'eu-west-2',
    site: hosted('places.kestrelpath.example.org', 'kestrelpath.example.org', 'Z00000000000000000001'),
    mail: [
      hosted('appointments.example.org', 'appointments.example.org', 'Z00000000000000000002'),
      hosted('kestrelpath.example.org', 'kestrelpath.example.org', 'Z00000000000000000001'),
    ],
    signInPrefix: 'sponsored-places-demo',
    operationsEmail: 'operations@kestrelpath.example.org',
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
