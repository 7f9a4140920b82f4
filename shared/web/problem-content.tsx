import { Button } from './components/button.tsx';
import type { Content } from './components/content.ts';
import type { Problem } from './problem-words.ts';

export interface ProblemContentProps {
  readonly problem: Problem;
  /** Who to ask, from the settings; or, for clients, who to call. */
  readonly children?: Content;
}

/** A problem in words, for inside a page: what happened, what it means, what to do next, what to quote. */
export function ProblemContent({ problem, children }: ProblemContentProps) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">{problem.title}</h1>
        {problem.paragraphs.map((paragraph) => (
          <p class="govuk-body">{paragraph}</p>
        ))}
        {problem.action === undefined ? null : <Button href={problem.action.href}>{problem.action.text}</Button>}
        {children}
        <p class="govuk-body-s reference">Reference: {problem.reference}</p>
      </div>
    </div>
  );
}
