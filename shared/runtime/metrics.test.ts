import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('counts are written as embedded metrics by function, zeros too, and never counted again', () => {
  const script = `
    import { createMetrics } from ${JSON.stringify(new URL('./metrics.ts', import.meta.url).href)};
    const metrics = createMetrics();
    metrics.count('MessagesHandled', 3);
    metrics.count('WaitingListsStuck', 0);
    metrics.publish();
    metrics.publish();
    metrics.count('MessagesRetried', 1);
    metrics.publish();
  `;
  const written = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { POWERTOOLS_SERVICE_NAME: 'handle-referral', POWERTOOLS_METRICS_NAMESPACE: 'SponsoredPlaces' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: unknown[] = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const described = (names: string[]) => ({
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [
      {
        Namespace: 'SponsoredPlaces',
        Dimensions: [['service']],
        Metrics: names.map((Name) => ({ Name, Unit: 'Count' })),
      },
    ],
  });
  expect(lines).toEqual([
    {
      _aws: described(['MessagesHandled', 'WaitingListsStuck']),
      service: 'handle-referral',
      MessagesHandled: 3,
      WaitingListsStuck: 0,
    },
    { _aws: described(['MessagesRetried']), service: 'handle-referral', MessagesRetried: 1 },
  ]);
});
