import { dataAndRunning } from './data-and-running.ts';
import { pagesAndInput } from './pages-and-input.ts';
import { peopleAndTokens } from './people-and-tokens.ts';
import type { Requirements } from './requirement.ts';

/**
 * All requirements of levels 1 and 2; of level 3 those that the project holds itself to, and others that a test happens
 * to show.
 */
export const requirements: Requirements = { ...pagesAndInput, ...peopleAndTokens, ...dataAndRunning };
