import axe, { type Result } from 'axe-core';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { Page } from 'playwright-core';

/** Puts the rules and the elements of HTML together once: for every page anew, that took as long as a small page itself. */
class RulesReadOnce extends StaticConfigLoader {
  #read: ReturnType<StaticConfigLoader['getConfigFor']> | undefined;

  override getConfigFor(handle: string): ReturnType<StaticConfigLoader['getConfigFor']> {
    this.#read ??= super.getConfigFor(handle);
    return this.#read;
  }
}

const rulesOfHtml = new RulesReadOnce({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // GOV.UK's own markup: a link that looks like a button, and acts as one when the space bar is pressed.
    'prefer-native-element': ['error', { exclude: ['button', 'region', 'alert', 'group'] }],
    // Two `<a>` with one text lead to two places in lists of tasks; axe checks what people hear instead.
    'text-content': 'off',
    // GOV.UK sets the role on purpose: without it one screen reader keeps the hint of a date to itself.
    'no-redundant-role': 'off',
    // A browser adds no weight to how void elements are written, and our JSX writes them closed.
    'void-style': 'off',
  },
});
const validator = new HtmlValidate(rulesOfHtml);

/**
 * Everything that is wrong with the page the browser shows, in words; empty when all is well: accessibility (axe,
 * WCAG 2.2 AA and good practice), valid HTML as it was served, no sideways scrolling at this width, exactly one `h1`.
 * The HTML is fetched again by the page's address; for the answer to a form pass what was answered.
 */
export async function findPageProblems(page: Page, html?: string): Promise<string[]> {
  const served = html ?? (await (await page.request.get(page.url())).text());
  return [...(await findHtmlProblems(served)), ...(await findShownProblems(page))];
}

/** What is wrong with the page as it is shown at this width: accessibility and layout. */
export async function findShownProblems(page: Page): Promise<string[]> {
  return [...(await findAccessProblems(page)), ...(await findLayoutProblems(page))];
}

/** WCAG 2.2 AA and what serves it, of which axe leaves out some unless it is asked: target size (2.5.8) above all. */
const rules = {
  'target-size': { enabled: true },
  'label-content-name-mismatch': { enabled: true },
  'p-as-heading': { enabled: true },
  'table-fake-caption': { enabled: true },
  'td-has-header': { enabled: true },
  'focus-order-semantics': { enabled: true },
  'css-orientation-lock': { enabled: true },
};

async function findAccessProblems(page: Page): Promise<string[]> {
  // Given to a page once, however often it is asked: reading it takes as long as all its rules.
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  const violations = await page.evaluate<Result[]>(
    `axe.run({ resultTypes: ['violations'], rules: ${JSON.stringify(rules)} }).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `axe ${id}: ${help}: ${node.html} ${node.failureSummary}`),
  );
}

/** What is wrong with the HTML as it was served. */
export async function findHtmlProblems(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `html ${ruleId} at ${line}:${column}: ${message}`),
  );
}

/** Sideways scrolling at the window’s width, and any number of main headings but one. */
export async function findLayoutProblems(page: Page): Promise<string[]> {
  const { overflow, headings } = await page.evaluate<{ overflow: number; headings: number }>(`({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll('h1').length,
  })`);
  return [
    ...(overflow > 0 ? [`layout: the page scrolls sideways by ${overflow} pixels`] : []),
    ...(headings === 1 ? [] : [`layout: ${headings} main headings instead of one`]),
  ];
}
