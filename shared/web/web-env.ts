import type { APIGatewayProxyEventV2, Context as LambdaContext } from 'aws-lambda';
import type { Context } from 'hono';
import type { Problem } from './problem-words.ts';
import type { Session } from './session.ts';

/** That somebody signed in, or was turned away: what may be asked about later. */
export interface Access {
  readonly what: 'signed in' | 'request refused';
  readonly reference: string;
  readonly method: string;
  /** The route's pattern, never the address. */
  readonly route: string;
  readonly status: number;
  /** Who it was, where somebody of the office was signed in: the directory's id. */
  readonly staff?: string;
}

/** A rendered page, as JSX gives it. */
export type Html = string | Promise<string>;

export type RenderProblem = (problem: Problem, c: Context<WebEnv>) => Html;

/** What every page handler finds in its context. */
export interface WebEnv {
  Bindings: {
    /** The event and context of Lambda; absent in tests that call the app directly. */
    readonly event?: APIGatewayProxyEventV2;
    readonly lambdaContext?: LambdaContext;
    readonly reportAccess?: (access: Access) => void;
  };
  Variables: {
    /** What a person can quote and a log line carries, so that the two can be brought together. */
    reference: string;
    renderProblem: RenderProblem;
    /** Set by `requireSession`. */
    session: Session;
    /**
     * Other origins that a form of this page may lead to, such as that of the payment page. Browsers check the whole
     * chain: a form that posts to us and is answered with a redirect elsewhere needs the other origin here.
     */
    formActions?: readonly string[];
    /** The secret behind public forms, once this request has asked for it. */
    visit?: string;
  };
}
