import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['{events,shared,functions,infra,test}/**/*.test.{ts,tsx}'],
    pool: 'forks',
    // Tests take doubles through parameters and patch no module, so files may share a process and what it has loaded.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { shuffle: { files: true, tests: false } },
  },
});
