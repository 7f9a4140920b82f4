import type { Context } from 'hono';
import { describeProblem, type Problem, type ProblemKind } from './problem-words.ts';
import type { WebEnv } from './web-env.ts';

/** Answers with the problem's page and status, in the layout that the app was given: `return showProblem(c, 'not-found')`. */
export async function showProblem(
  c: Context<WebEnv>,
  kind: ProblemKind,
  action?: Problem['action'],
): Promise<Response> {
  const problem = describeProblem(kind, c.var.reference, action);
  return c.html(await c.var.renderProblem(problem, c), problem.status);
}
