import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { normaliseHtml } from './normalise-html.ts';

const require = createRequire(import.meta.url);

const Fixtures = z.object({
  fixtures: z.array(z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() })),
});

export interface FixtureCheck<Options> {
  /** The component's folder in govuk-frontend. */
  readonly component: string;
  /**
   * The options that our component supports: strict at every level, so that a fixture with any other option is
   * left out by what it asks for and never by its name.
   */
  readonly options: z.ZodType<Options>;
  readonly render: (options: Options) => unknown;
  /** How many fixtures must be held at least: a schema that shuts out everything would prove nothing. */
  readonly atLeast: number;
}

/** Holds a component of ours against the HTML that govuk-frontend itself expects, fixture by fixture. */
export function holdAgainstFixtures<Options>(check: FixtureCheck<Options>): void {
  const path = require.resolve(`govuk-frontend/dist/govuk/components/${check.component}/fixtures.json`);
  const { fixtures } = Fixtures.parse(JSON.parse(readFileSync(path, 'utf8')));
  const supported = fixtures.flatMap((fixture) => {
    // To the macros an option of null is an option left out.
    const given = Object.entries(fixture.options).filter(([, value]) => value !== null);
    const parsed = check.options.safeParse(Object.fromEntries(given));
    return parsed.success ? [{ ...fixture, options: parsed.data }] : [];
  });
  describe(`${check.component} is what govuk-frontend expects`, () => {
    test.each(supported)('$name', async ({ options, html }) => {
      expect(normaliseHtml(String(await check.render(options)))).toBe(normaliseHtml(html));
    });

    test(`in at least ${check.atLeast} of its ${fixtures.length} fixtures`, () => {
      expect(supported.length).toBeGreaterThanOrEqual(check.atLeast);
    });
  });
}
