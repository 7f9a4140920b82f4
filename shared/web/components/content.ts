import type { Child } from 'hono/jsx';

/**
 * What a component shows: text (escaped) or JSX. There is no way to pass HTML as text: what a person typed
 * can never become markup.
 */
export type Content = Child;

/** Extra attributes of the component's outermost (or named) element. Never `style` or `on…`: our policy blocks them. */
export type Attributes = Readonly<Record<string, string>>;

/** What nearly every GOV.UK component takes. */
export interface Common {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface TextOptions extends Common {
  readonly text: Content;
}

/** Joins class names; what is missing, empty or false is left out. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== undefined && name !== false && name !== '').join(' ');
}

/** Joins the ids of what describes a field; nothing at all gives no attribute. */
export function joinIds(...ids: readonly (string | false | undefined)[]): string | undefined {
  const joined = classNames(...ids);
  return joined === '' ? undefined : joined;
}

/** Lets `hint="In pence"` stand for `hint={{ text: 'In pence' }}`. */
export function textOptions<Options extends TextOptions>(
  given: string | Options | undefined,
): Options | TextOptions | undefined {
  return typeof given === 'string' ? { text: given } : given;
}
