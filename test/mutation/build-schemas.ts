import * as z from 'zod';
import { recordTypes } from '../../shared/store/record-types.ts';

// Schemas are built when they are first used, which is in one test of many. A mutant in one would be tried with that
// test alone; built before any test, it is tried with all.
for (const { schema } of Object.values(recordTypes)) z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
