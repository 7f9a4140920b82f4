/** What a list asks for; newest first, or before a cursor the next newer ones. */
export interface ListQuery {
  /** Fields that must equal, as JSON paths: `payment_intent`, `payment_method_details.card.fingerprint`. */
  where?: Record<string, string | number | undefined> | undefined;
  anyOf?: { field: string; values: readonly string[] } | undefined;
  created?:
    | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined }
    | undefined;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
  limit: number;
}

/** Where an object stands in the order of its kind. */
export interface Position {
  created: number;
  seq: number;
}

interface Condition {
  sql: string;
  values: (string | number)[];
}

const field = (path: string): string => `json_extract(body, '$.${path}')`;

function equalities(where: ListQuery['where']): Condition[] {
  return Object.entries(where ?? {}).flatMap(([path, value]) =>
    value === undefined ? [] : [{ sql: `${field(path)} = ?`, values: [value] }],
  );
}

function ages(created: ListQuery['created']): Condition[] {
  const range = { '>': created?.gt, '>=': created?.gte, '<': created?.lt, '<=': created?.lte };
  return Object.entries(range).flatMap(([sign, at]) =>
    at === undefined ? [] : [{ sql: `created ${sign} ?`, values: [at] }],
  );
}

/** The SQL of one page, with one row more than asked for to tell whether there are further pages. */
export function listSql(
  kind: string,
  query: ListQuery,
  cursor: Position | undefined,
): Condition & { backwards: boolean } {
  const backwards = query.endingBefore !== undefined;
  const conditions: Condition[] = [
    { sql: 'kind = ?', values: [kind] },
    ...equalities(query.where),
    ...ages(query.created),
  ];
  if (query.anyOf) {
    const marks = query.anyOf.values.map(() => '?').join(', ');
    conditions.push({ sql: `${field(query.anyOf.field)} IN (${marks})`, values: [...query.anyOf.values] });
  }
  if (cursor) {
    conditions.push({ sql: `(created, seq) ${backwards ? '>' : '<'} (?, ?)`, values: [cursor.created, cursor.seq] });
  }
  const direction = backwards ? 'ASC' : 'DESC';
  return {
    backwards,
    sql: `SELECT body FROM objects WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY created ${direction}, seq ${direction} LIMIT ?`,
    values: [...conditions.flatMap(({ values }) => values), query.limit + 1],
  };
}
