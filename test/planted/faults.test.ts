import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plant } from './fault.ts';
import { faults } from './faults.ts';

const root = new URL('../../', import.meta.url);

describe('the faults that are planted', () => {
  // Whether one is found takes minutes to tell and is told by `npm run planted`; whether it still has its place, no time.
  test.each(faults.map((fault) => [fault.name, fault] as const))('still have their place: %s', async (_, fault) => {
    const healthy = await readFile(fileURLToPath(new URL(fault.file, root)), 'utf8');
    expect(plant(healthy, fault)).not.toBe(healthy);
  });
});
