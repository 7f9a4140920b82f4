import type { LogFields, LogMessage } from '../../shared/runtime/log.ts';
import type { Measure } from '../../shared/runtime/metrics.ts';
import type { Observers } from '../../shared/runtime/wrap-handler.ts';

interface LogLine extends LogFields {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: LogMessage;
}

/** Observers that remember: the lines written, and what was published, one object a publication. */
export interface WatchingObservers extends Observers {
  readonly lines: LogLine[];
  readonly published: Partial<Record<Measure, number>>[];
  readonly invocations: string[];
}

export function watchingObservers(): WatchingObservers {
  const lines: LogLine[] = [];
  const published: Partial<Record<Measure, number>>[] = [];
  const invocations: string[] = [];
  let counted: Partial<Record<Measure, number>> = {};
  const write =
    (level: LogLine['level']) =>
    (message: LogMessage, fields: LogFields = {}) => {
      lines.push({ level, message, ...fields });
    };
  return {
    lines,
    published,
    invocations,
    log: {
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      begin: ({ awsRequestId }) => {
        invocations.push(awsRequestId);
      },
    },
    metrics: {
      count: (measure, amount) => {
        counted[measure] = (counted[measure] ?? 0) + amount;
      },
      publish: () => {
        published.push(counted);
        counted = {};
      },
    },
  };
}
