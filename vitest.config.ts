import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['{events,shared,functions,infra,test}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    // Tests take doubles through parameters and patch no module, so files may share a process and what it has loaded.
    isolate: false,
    // One more than the cores of a small machine: a stack and its queues are waited for.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: { files: true, tests: false }, sequencer: SlowFirst },
  },
});
