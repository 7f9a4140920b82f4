import * as z from 'zod';
import {
  auditIndex,
  auditKey,
  type ItemKey,
  journalIndex,
  journalKey,
  rangeKey,
  recordKey,
} from '../../shared/store/item-keys.ts';
import { recordTypes } from '../../shared/store/record-types.ts';
import { expiryAttribute, key, listIndex, type TableName, tables } from '../../shared/store/tables.ts';
import type { ComposedApp } from '../read-composed-app.ts';
import { docCommentOf } from './doc-comments.ts';
import { code, page, table } from './markdown.ts';

/** Where the meaning of each table is written. */
const meanings: Readonly<Record<TableName, readonly [file: string, name: string]>> = {
  cases: ['shared/store/cases.ts', 'cases'],
  money: ['shared/store/money.ts', 'money'],
  ledger: ['shared/store/ledger.ts', 'ledger'],
  mail: ['shared/store/mail.ts', 'mail'],
  visits: ['shared/store/visits.ts', 'visits'],
  identities: ['shared/store/identities.ts', 'identities'],
  'identity-keys': ['shared/store/identities.ts', 'identities'],
  audit: ['shared/store/interface.ts', 'AuditEntry'],
};

const keyRow = (what: string, { pk, sk }: Pick<ItemKey, 'pk' | 'sk'>, more: string): readonly string[] => [
  what,
  code(pk),
  code(sk),
  more,
];

// Object.keys forgets that these keys are the kinds.
const kinds = Object.keys(recordTypes) as (keyof typeof recordTypes)[];

/** How each thing in a table is keyed: asked of the code that makes the keys, with capitals for what varies. */
function keysOf(name: TableName): readonly (readonly string[])[] {
  const records = kinds
    .filter((kind) => recordTypes[kind].table === name)
    .flatMap((kind) => {
      const { list, rangesUnder, expires } = recordTypes[kind];
      const more = [...(list === undefined ? [] : ['listed']), ...(expires === undefined ? [] : ['expires'])].join(
        ', ',
      );
      const record = keyRow(code(kind), recordKey(kind, 'ID'), more);
      if (rangesUnder === undefined) return [record];
      const entry = rangeKey(kind, { heading: `${rangesUnder}/ID`, name: 'NAME', order: 'ORDER' });
      return [record, keyRow(`${code(kind)}, in a range`, entry, 'carries the record’s id')];
    });
  const { list, at } = journalIndex('ID', 'YYYY-MM-DDThh:mm:ss.SSSZ');
  const day = auditIndex('YYYY-MM-DDThh:mm:ss.SSSZ', 'ENTRY');
  return [
    ...records,
    ...(name === 'money'
      ? [keyRow('an entry of the journal', journalKey('ID'), `list ${code(list)} by ${code(at)}`)]
      : []),
    ...(name === 'audit'
      ? [
          keyRow(
            'a decision',
            auditKey('ENTITY/ID', 'YYYY-MM-DDThh:mm:ss.SSSZ', 'ENTRY'),
            `list ${code(day.list)} by ${code(day.at)}`,
          ),
        ]
      : []),
  ];
}

const Properties = z.object({
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
  TimeToLiveSpecification: z.object({ AttributeName: z.string() }).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  Replicas: z.tuple([
    z.object({
      DeletionProtectionEnabled: z.boolean(),
      PointInTimeRecoverySpecification: z.object({ RecoveryPeriodInDays: z.int() }),
      SSESpecification: z.object({ KMSMasterKeyId: z.unknown() }),
    }),
  ]),
});

/** What the template gives a table. */
function settingsOf(app: ComposedApp, name: TableName): readonly string[] {
  const found = app.ofType('AWS::DynamoDB::GlobalTable').find(({ path }) => path === `data/${name}/table`);
  if (found === undefined) throw new Error(`the template has no table ${name}`);
  const { Replicas, ...properties } = Properties.parse(found.properties);
  const [replica] = Replicas;
  const days = replica.PointInTimeRecoverySpecification.RecoveryPeriodInDays;
  const encryptedBy = app.spell(replica.SSESpecification.KMSMasterKeyId, found.stack).replace(/^data\/|\.Arn$/g, '');
  return [
    code(name),
    properties.GlobalSecondaryIndexes.map(({ IndexName }) => code(IndexName)).join(', '),
    properties.StreamSpecification?.StreamViewType.toLowerCase().replace('_', ' ') ?? '',
    properties.TimeToLiveSpecification === undefined ? '' : code(properties.TimeToLiveSpecification.AttributeName),
    `${days} ${days === 1 ? 'day' : 'days'}`,
    code(encryptedBy),
    replica.DeletionProtectionEnabled ? 'yes' : 'no',
  ];
}

const section = (root: string, name: TableName): string =>
  [
    `## ${name}`,
    docCommentOf(root, ...meanings[name]),
    table([`what`, code(key.partition), code(key.sort), ''], keysOf(name)),
  ].join('\n\n');

/** Which tables there are, how what is in them is keyed, and which questions they answer. */
export function writeTablesPage(root: string, app: ComposedApp): string {
  return page(
    'Tables',
    `Every table has the same key, ${code(key.partition)} and ${code(key.sort)}, both text. Those with lists have the index ${code(listIndex.name)} ` +
      `(${code(listIndex.partition)}, ${code(listIndex.sort)}): it may lag behind by a moment and serves pages and sweeps. A *range* is a strongly consistent order: an entry of its own, ` +
      `written in the same transaction as its record. ${code(expiryAttribute)} is epoch seconds. Capitals stand for what varies.`,
    table(
      ['table', 'index', 'stream', 'expiry', 'recovery', 'encrypted by', 'deletion protection'],
      tables.map((name) => settingsOf(app, name)),
    ),
    ...tables.map((name) => section(root, name)),
  );
}
