import type { Locator, Page } from 'playwright-core';
import { mostStops, pressKey } from '../support/keyboard.ts';

/** As much of a control as is looked at in the page. */
interface Control {
  readonly type?: string;
  readonly name?: string;
  readonly form?: unknown;
  readonly ownerDocument: { readonly activeElement: Control | null; readonly body: unknown };
  compareDocumentPosition(other: unknown): number;
}

const isAt = (wanted: Control): boolean => wanted === wanted.ownerDocument.activeElement;

/** Runs in the page: whether the keyboard is at the control, or at another answer of its question; or which way it lies. */
const findWay = (wanted: Control): 'there' | 'Tab' | 'Shift+Tab' => {
  const { activeElement: at, body } = wanted.ownerDocument;
  if (at === null || at === body) return 'Tab';
  const isSameQuestion = wanted.type === 'radio' && at.type === 'radio' && at.name === wanted.name;
  if (at === wanted || (isSameQuestion && at.form === wanted.form)) return 'there';
  const isFollowing = 4;
  return (at.compareDocumentPosition(wanted) & isFollowing) === 0 ? 'Shift+Tab' : 'Tab';
};

async function findControl(wanted: Locator) {
  const control = await wanted.elementHandle();
  if (control === null) throw new Error(`there is no ${wanted}`);
  return control;
}

/** Goes to a control by Tab and Shift+Tab alone, as somebody does who has no mouse. */
export async function goTo(page: Page, wanted: Locator): Promise<void> {
  const control = await findControl(wanted);
  for (let stops = 0; stops < mostStops; stops += 1) {
    const way = await control.evaluate(findWay);
    if (way === 'there') return;
    const { problem, name } = await pressKey(page, way);
    if (problem !== '') throw new Error(`${name} ${problem}`);
  }
  throw new Error(`the keyboard does not come to ${wanted}`);
}

/** Chooses one answer of a question, or ticks a box. */
export async function tickByKeyboard(page: Page, wanted: Locator): Promise<void> {
  await goTo(page, wanted);
  const control = await findControl(wanted);
  for (let answers = 0; answers < mostStops && !(await control.evaluate(isAt)); answers += 1) {
    await page.keyboard.press('ArrowDown');
  }
  if (!(await wanted.isChecked())) await page.keyboard.press('Space');
}

/** Types into a field, in the place of what stood there. */
export async function typeInto(page: Page, wanted: Locator, text: string): Promise<void> {
  await goTo(page, wanted);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}
