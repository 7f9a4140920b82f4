import type { CitedTest } from './cited-tests.ts';
import type { Requirement, Requirements } from './requirement.ts';

/** What shows a requirement where no test can: a line of a file that would have to change first. */
export interface Shown {
  readonly file: string;
  /** Stands in the file, letter by letter. */
  readonly line: string;
  /** What that means for the requirement. */
  readonly words: string;
}

export interface Answers {
  /** Why not, by number, section or chapter. */
  readonly notApplying: Readonly<Record<string, string>>;
  readonly shown: Readonly<Record<string, Shown>>;
  /** What is missing, in honest words. */
  readonly gaps: Readonly<Record<string, string>>;
  /** What the tests of a requirement do not show. */
  readonly limits: Readonly<Record<string, string>>;
}

export type Standing =
  | { readonly as: 'tested'; readonly tests: readonly CitedTest[]; readonly limit: string | undefined }
  | { readonly as: 'shown'; readonly shown: Shown }
  | { readonly as: 'not applying'; readonly words: string }
  | { readonly as: 'gap'; readonly words: string };

export interface Judged {
  readonly id: string;
  readonly requirement: Requirement;
  readonly standings: readonly Standing[];
}

/** A number with the section and the chapter it stands in. */
const scopesOf = (id: string): readonly string[] => {
  const [chapter = '', section = ''] = id.split('.');
  return [id, `${chapter}.${section}`, chapter];
};

/** How each requirement stands; in the end each does in exactly one way. */
export function judge(
  requirements: Requirements,
  { notApplying, shown, gaps, limits }: Answers,
  tests: readonly CitedTest[],
): readonly Judged[] {
  return Object.entries(requirements).map(([id, requirement]) => {
    const citing = tests.filter(({ ids }) => ids.includes(id));
    const check = shown[id];
    const gap = gaps[id];
    return {
      id,
      requirement,
      standings: [
        ...(citing.length === 0 ? [] : [{ as: 'tested' as const, tests: citing, limit: limits[id] }]),
        ...(check === undefined ? [] : [{ as: 'shown' as const, shown: check }]),
        ...scopesOf(id).flatMap((scope) => {
          const words = notApplying[scope];
          return words === undefined ? [] : [{ as: 'not applying' as const, words }];
        }),
        ...(gap === undefined ? [] : [{ as: 'gap' as const, words: gap }]),
      ],
    };
  });
}

/** What is wrong with the answers: requirements without one or with several, and words about nothing. */
export function findFaults(
  requirements: Requirements,
  answers: Answers,
  tests: readonly CitedTest[],
): readonly string[] {
  const judged = judge(requirements, answers, tests);
  const scopes = new Set(judged.flatMap(({ id }) => scopesOf(id)));
  const tested = new Set(tests.flatMap(({ ids }) => ids));
  const unknown = (kind: string, ids: Iterable<string>): string[] =>
    [...ids].filter((id) => !scopes.has(id)).map((id) => `${kind} ${id}, which is not on the list`);
  return [
    ...judged
      .filter(({ standings }) => standings.length !== 1)
      .map(({ id, standings }) => `${id} stands as ${standings.map(({ as }) => as).join(' and ') || 'nothing'}`),
    ...tests.flatMap(({ file, ids }) => unknown(`${file} cites`, ids)),
    ...unknown('Does not apply:', Object.keys(answers.notApplying)),
    ...unknown('Is shown:', Object.keys(answers.shown)),
    ...unknown('Is a gap:', Object.keys(answers.gaps)),
    ...Object.keys(answers.limits)
      .filter((id) => !tested.has(id))
      .map((id) => `${id} has a limit and no test`),
  ];
}
