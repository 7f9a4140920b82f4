import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { docCommentOf } from './doc-comments.ts';
import { code, fenced, label, nodeName, page, table } from './markdown.ts';

const domain = 'shared/domain';

const Edge = z.object({ from: z.string(), to: z.string(), by: z.array(z.string()), guard: z.string().optional() });
const Table = z.strictObject({
  entity: z.string(),
  states: z.array(z.string()),
  initial: z.string(),
  edges: z.array(Edge),
});
type Table = z.infer<typeof Table>;

interface Found {
  readonly table: Table;
  readonly meaning: string;
}

/** Every state table that the domain exports, whichever file it stands in. */
async function findStateTables(root: string): Promise<readonly Found[]> {
  const files = readdirSync(join(root, domain)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const found: Found[] = [];
  for (const file of files.toSorted()) {
    const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(root, domain, file)).href);
    for (const [name, value] of Object.entries(exported)) {
      const read = Table.safeParse(value);
      if (read.success) found.push({ table: read.data, meaning: docCommentOf(root, `${domain}/${file}`, name) });
    }
  }
  return found;
}

/** Who may take an edge, and under what condition. */
const ruleOf = ({ by, guard }: Table['edges'][number]): string =>
  label([by.join(', '), ...(guard === undefined ? [] : [guard])].join('<br/>'));

/** With more arrows than this, words on each would cover the drawing: arrows then carry the numbers of the table. */
const mostWordyArrows = 25;

function diagram({ states, initial, edges }: Table): string {
  const ends = states.filter((state) => !edges.some((edge) => edge.from === state && edge.to !== state));
  const wordy = edges.length <= mostWordyArrows;
  const arrows = edges.map(
    (edge, index) => `  ${nodeName(edge.from)} --> ${nodeName(edge.to)} : ${wordy ? ruleOf(edge) : `${index + 1}`}`,
  );
  return fenced(
    'mermaid',
    [
      'stateDiagram-v2',
      ...states.map((state) => `  state "${state}" as ${nodeName(state)}`),
      `  [*] --> ${nodeName(initial)}`,
      ...arrows,
      ...ends.map((state) => `  ${nodeName(state)} --> [*]`),
    ].join('\n'),
  );
}

function section({ table: life, meaning }: Found): string {
  const rows = life.edges.map(({ from, to, by, guard }, index) => [
    `${index + 1}`,
    code(from),
    code(to),
    by.join(', '),
    guard ?? '',
  ]);
  return [`## ${life.entity}`, meaning, diagram(life), table(['', 'from', 'to', 'by', 'guard'], rows)].join('\n\n');
}

/** The life of every entity, drawn from the tables that the code enforces. */
export async function writeStatesPage(root: string): Promise<string> {
  const found = await findStateTables(root);
  const names = found.map(({ table: { entity } }) => entity);
  return page(
    'States',
    'Each table is data that the code takes its steps by: an edge that is not here is refused, whoever asks. An arrow names the roles that may take it and the condition that the decision checks, or, where there are many, the row of the table that does.',
    names.map((name) => `- [${name}](#${name.replaceAll(' ', '-')})`).join('\n'),
    ...found.map(section),
  );
}
