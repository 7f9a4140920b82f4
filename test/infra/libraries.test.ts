import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const Package = z.object({
  version: z.string(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  inBundle: z.boolean().optional(),
  dev: z.boolean().optional(),
});
const { packages } = z
  .object({ packages: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(read('package-lock.json')));
const libraries = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, value]) => ({ path, ...Package.parse(value) }));

describe('every library', () => {
  it('ASVS 15.1.2 stands in the lock file with its version and its checksum, or comes inside one that does', () => {
    expect(libraries.length).toBeGreaterThan(300);
    const unsure = libraries.filter(({ integrity, inBundle }) => !inBundle && !/^sha512-/.test(integrity ?? ''));
    expect(unsure.map(({ path }) => path)).toEqual([]);
  });

  it('ASVS 15.1.2 comes from the registry, and from no address of its own', () => {
    const elsewhere = libraries.filter(({ resolved }) => /^(git|file|github|http:)/.test(resolved ?? ''));
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });

  it('that runs in AWS has a licence that lets us', () => {
    const free = new Set(['MIT', 'MIT-0', 'Apache-2.0', 'ISC', '0BSD', 'BSD-3-Clause', 'Apache-2.0 AND MIT']);
    const running = libraries.filter(({ dev, license }) => !dev && !free.has(license ?? ''));
    expect(running.map(({ path, license }) => `${path} ${license}`)).toEqual([]);
  });

  it('that is asked for by name stands in ADR 8 with its reason', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const reasons = read('docs/adr/0008-dependencies.md')
      .replaceAll('`, `-', '`, `@aws-sdk/client-')
      .replaceAll('`, `metrics`', '`, `@aws-lambda-powertools/metrics`');
    for (const name of Object.keys(dependencies)) expect(reasons).toContain(`\`${name}\``);
  });
});
