import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The tests that a mutant of the domain or the allocator must not survive: pure ones, so that thousands can be tried. */
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  test: {
    include: [
      'shared/domain/**/*.test.ts',
      'shared/commands/run-allocation-pass.test.ts',
      'shared/commands/gather-and-release.test.ts',
    ],
    setupFiles: ['test/mutation/first-counterexample.ts', 'test/mutation/build-schemas.ts'],
    isolate: false,
    testTimeout: 30_000,
  },
});
