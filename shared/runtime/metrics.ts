import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';

/**
 * Everything that is counted, under the dimension `service` (the function). The last ones are counted by schedules,
 * zeros included: alarms read their silence as a failure.
 */
export type Measure =
  | 'MessagesHandled'
  | 'MessagesOvertaken'
  | 'MessagesQuarantined'
  | 'MessagesGivenUp'
  | 'MessagesRetried'
  | 'TrailTampered'
  | 'WaitingListsStuck'
  | 'LedgerDifferences'
  | 'PayoutsDiffering';

export interface Metrics {
  count(measure: Measure, amount: number): void;
  /** Writes what was counted and forgets it: at the end of every invocation, so that none counts for another. */
  publish(): void;
}

/**
 * Counts as CloudWatch's embedded metric format; namespace and service come from the function's environment. What counts
 * is made for the first count: pages count nothing.
 */
export function createMetrics(): Metrics {
  let made: PowertoolsMetrics | undefined;
  return {
    count: (measure, amount) => {
      made ??= new PowertoolsMetrics();
      made.addMetric(measure, MetricUnit.Count, amount);
    },
    publish: () => {
      if (made?.hasStoredMetrics()) made.publishStoredMetrics();
    },
  };
}
