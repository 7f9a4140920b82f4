import { globSync } from 'node:fs';
import { type BundledTest, bundleTests } from './test-bundle.ts';

/**
 * A part of Stryker: its test runner. With vitest's, each of the thousands of mutants waits a second and more for a
 * process, its modules and a run to be set up, to meet tests of a few milliseconds. This one bundles the tests once and
 * starts their modules afresh for every mutant, in the same process.
 */

/** The tests that a mutant of the domain or the allocator must not survive: pure ones, so that thousands can be tried. */
const proofs = ['shared/domain/**/*.test.ts', 'shared/commands/*.test.ts'];
/** Seconds long each: every case there is, hundreds of histories, thousands of records. Quicker ones say the same. */
const leftOut = [
  'shared/domain/fairness.test.ts',
  'shared/domain/invariants-money.test.ts',
  'shared/domain/invariants-people.test.ts',
  'shared/commands/flat-cost.test.ts',
];
/** Belongs to mutants of modules' own values. */
const beforeStatic = 'test/mutation/build-schemas.ts';

/** How mutated code learns which mutant it is, and says which were met: Stryker's, by its name for it. */
interface Meeting {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: object | undefined;
}
declare global {
  var __stryker__: Meeting | undefined;
}
globalThis.__stryker__ ??= {};
const meeting = globalThis.__stryker__;

interface MutantRun {
  readonly activeMutant: { readonly id: string };
  /** The tests that met the mutant; all, where its code runs while modules start. */
  readonly testFilter?: readonly string[] | undefined;
  readonly hitLimit?: number | undefined;
  readonly mutantActivation: 'runtime' | 'static';
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

async function failureOf(test: BundledTest): Promise<string | undefined> {
  try {
    await test.run();
    return undefined;
  } catch (thrown) {
    return messageOf(thrown) || 'it failed';
  }
}

/** @param options `testFiles`: only these, to measure what they alone prove */
function createTestRunner({ testFiles = [] }: { readonly testFiles?: readonly string[] }) {
  const patterns = testFiles.length === 0 ? proofs : testFiles;
  const files = patterns.flatMap((pattern) => globSync(pattern)).filter((file) => !leftOut.includes(file));
  /** How long each test takes, in milliseconds, as far as it is known: a mutant meets the quick ones first. */
  const known = new Map<string, number>();
  let start: Awaited<ReturnType<typeof bundleTests>> | undefined;
  const startFiles = async (wanted: readonly string[]): Promise<readonly BundledTest[]> => {
    start ??= await bundleTests(process.cwd(), [beforeStatic, ...files]);
    return start(wanted);
  };

  async function timed(test: BundledTest): Promise<string | undefined> {
    const began = performance.now();
    const failure = await failureOf(test);
    if (failure === undefined) known.set(test.id, performance.now() - began);
    return failure;
  }

  async function dryRun() {
    meeting.activeMutant = undefined;
    meeting.hitLimit = undefined;
    meeting.mutantCoverage = { static: {}, perTest: {} };
    const tests = [];
    for (const test of await startFiles([beforeStatic, ...files])) {
      meeting.currentTestId = test.id;
      const failureMessage = await timed(test);
      meeting.currentTestId = undefined;
      const result = { id: test.id, name: test.id, fileName: test.file, timeSpentMs: known.get(test.id) ?? 0 };
      tests.push(failureMessage === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage });
    }
    return { status: 'complete', tests, mutantCoverage: meeting.mutantCoverage };
  }

  /** Quick tests first: most mutants are found by one of them. */
  async function meetTests(tests: readonly BundledTest[]) {
    let nrOfTests = 0;
    for (const test of tests.toSorted((a, b) => (known.get(a.id) ?? 0) - (known.get(b.id) ?? 0))) {
      nrOfTests += 1;
      const failureMessage = await timed(test);
      if ((meeting.hitCount ?? 0) > (meeting.hitLimit ?? Number.POSITIVE_INFINITY)) {
        return { status: 'timeout', reason: 'it ran in circles' };
      }
      if (failureMessage !== undefined) return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  async function mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }: MutantRun) {
    const isStatic = mutantActivation === 'static';
    const met = testFilter === undefined ? undefined : new Set(testFilter);
    const metFiles = new Set(testFilter?.map((id) => id.slice(0, id.indexOf('#'))));
    const toStart = files.filter((file) => met === undefined || metFiles.has(file));
    Object.assign(meeting, { mutantCoverage: undefined, hitCount: 0, hitLimit });
    try {
      meeting.activeMutant = isStatic ? activeMutant.id : undefined;
      const tests = await startFiles([...(isStatic ? [beforeStatic] : []), ...toStart]);
      meeting.activeMutant = activeMutant.id;
      return await meetTests(tests.filter(({ id }) => met === undefined || met.has(id)));
    } catch (thrown) {
      // Modules that do not even start are found by whatever imports them.
      return { status: 'killed', killedBy: [], failureMessage: messageOf(thrown), nrOfTests: 0 };
    } finally {
      meeting.activeMutant = undefined;
    }
  }

  return { capabilities: () => ({ reloadEnvironment: true }), dryRun, mutantRun };
}

createTestRunner.inject = ['options'] as const;

export const strykerPlugins = [{ kind: 'TestRunner', name: 'one-process', factory: createTestRunner }];
