import type { StateWords } from '../words/states.ts';
import { small } from './parts.tsx';

interface Props<State extends string> {
  readonly path: string;
  /** What is chosen here, for those who go from landmark to landmark. */
  readonly label: string;
  readonly words: Readonly<Record<State, StateWords>>;
  readonly states: readonly State[];
  readonly current: State;
}

/** Which state's records are listed. */
export const StateChoice = <State extends string>({ path, label, words, states, current }: Props<State>) => (
  <nav aria-label={label}>
    <ul class="site-navigation__list govuk-!-margin-bottom-6">
      {states.map((state) => (
        <li>
          <a
            class={`site-navigation__link ${small}`}
            href={`${path}?state=${state}`}
            aria-current={state === current ? 'page' : undefined}
          >
            {words[state].text}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
