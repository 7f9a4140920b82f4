import { type Common, type Content, classNames } from './content.ts';

export interface ButtonProps extends Common {
  readonly children?: Content;
  readonly id?: string | undefined;
  /** The main action has no variant; `secondary` for the other one, `warning` for what cannot be undone. */
  readonly variant?: 'secondary' | 'warning' | 'inverse' | undefined;
  /** Makes it a link that looks like a button: for going on, never for deciding. What decides is a form's button. */
  readonly href?: string | undefined;
  readonly isStartButton?: boolean | undefined;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Avoid: people cannot tell why. */
  readonly disabled?: boolean | undefined;
  /** Swallows the second click of a double click. A courtesy only: the command must bear being sent twice. */
  readonly preventDoubleClick?: boolean | undefined;
}

/** `<Button>Continue</Button>` submits its form; `<Button href="/refer" isStartButton>Start</Button>` leads on. */
export function Button(props: ButtonProps) {
  const className = classNames(
    'govuk-button',
    props.variant && `govuk-button--${props.variant}`,
    props.classes,
    props.isStartButton === true && 'govuk-button--start',
  );
  const icon = props.isStartButton === true ? <StartIcon /> : null;
  if (props.href !== undefined) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: GOV.UK's own markup: the script makes the space bar press it, as it says
      <a
        href={props.href}
        role="button"
        draggable="false"
        class={className}
        data-module="govuk-button"
        {...props.attributes}
        id={props.id}
      >
        {props.children}
        {icon}
      </a>
    );
  }
  return (
    <button
      type={props.type ?? 'submit'}
      value={props.value}
      name={props.name}
      disabled={props.disabled}
      aria-disabled={props.disabled === true ? 'true' : undefined}
      data-prevent-double-click={props.preventDoubleClick === undefined ? undefined : String(props.preventDoubleClick)}
      class={className}
      data-module="govuk-button"
      {...props.attributes}
      id={props.id}
    >
      {props.children}
      {icon}
    </button>
  );
}

function StartIcon() {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}
