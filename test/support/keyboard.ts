import type { Page } from 'playwright-core';

/** More controls than any page of ours has: who has not come to one by then is caught, or never comes. */
export const mostStops = 400;

/** Where the keyboard is, as the page itself tells. */
interface Stop {
  /** What is wrong with it, in words; empty when all is well. */
  readonly problem: string;
  /** The control, in words for a message. */
  readonly name: string;
  /** Its place in the order of the page; 0 for the page itself. */
  readonly place: number;
}

/**
 * Runs in the page: what the keyboard is at. It must be seen to be there (WCAG 2.2, 2.4.7: our amber, as an outline, a
 * shadow or a ground), and nothing may lie over it (2.4.11).
 */
const describeStop = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return { problem: '', name: 'the page', place: 0 };
  const name = at.tagName.toLowerCase() + ' “' + (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? at.id).trim().replace(/\\s+/g, ' ').slice(0, 60) + '”';
  const place = [...document.querySelectorAll('*')].indexOf(at);
  const amber = 'rgb(255, 200, 87)';
  const looks = [getComputedStyle(at), ...[...(at.labels ?? [])].map((label) => getComputedStyle(label, '::before'))];
  const isSeen = looks.some((look) =>
    (look.outlineStyle !== 'none' && look.outlineColor === amber) || look.boxShadow.includes(amber) || look.backgroundColor === amber);
  // Only our own pages are ours to judge.
  if (!document.body.classList.contains('govuk-template__body')) return { problem: '', name, place };
  const box = at.getClientRects()[0];
  if (box === undefined) return { problem: 'has no place on the page', name, place };
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
  const above = document.elementFromPoint(x, y);
  const isFree = above !== null && (at.contains(above) || above.contains(at) || [...(at.labels ?? [])].some((label) => label.contains(above)));
  const problem = !isSeen ? 'does not show that the keyboard is there' : !isFree ? 'is out of sight or under ' + (above?.outerHTML.slice(0, 80) ?? 'nothing') : '';
  return { problem, name, place };
})()`;

/** Presses a key, and tells where the keyboard is then. */
export const pressKey = async (page: Page, key: string): Promise<Stop> => {
  await page.keyboard.press(key);
  return page.evaluate<Stop>(describeStop);
};

/**
 * Walks a page from its first control to its last by Tab alone: everything that is wrong on the way. Each stop is seen
 * and free, comes after the one before, and there is an end: whoever goes on leaves the page.
 */
export async function findKeyboardProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  let before = 0;
  for (let stops = 0; stops < mostStops; stops += 1) {
    const { problem, name, place } = await pressKey(page, 'Tab');
    if (place === 0) return stops === 0 ? ['keyboard: there is nothing to come to'] : problems;
    if (problem !== '') problems.push(`keyboard: ${name} ${problem}`);
    if (place < before) problems.push(`keyboard: ${name} comes too late`);
    before = place;
  }
  return [...problems, `keyboard: there is no end after ${mostStops} controls`];
}
