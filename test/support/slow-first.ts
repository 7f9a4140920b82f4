import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What opens a browser, starts a stack, or tells a journey many hundred times. */
const slow = /\.browser\.test\.tsx?$|^test\/(browser|integration|simulation)\/|^infra\/local\/stack\.test/;

/**
 * Files in an order of chance, of the seed that a run tells, so that none comes to lean on another; those that take long
 * before all others: begun last, one of them would go on alone when nothing is left for the other workers.
 */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root, sequence } = this.ctx.config;
    this.ctx.logger.log(`The order of files is that of --sequence.seed=${sequence.seed}`);
    const placeOf = ({ moduleId }: TestSpecification): string => {
      const path = relative(root, moduleId);
      const chance = createHash('sha256').update(`${sequence.seed} ${path}`).digest('hex');
      return `${slow.test(path) ? 'first' : 'then'} ${chance}`;
    };
    return files.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  }
}
