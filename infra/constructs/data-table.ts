import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  expiringTables,
  expiryAttribute,
  key,
  listedTables,
  listIndex,
  type TableName,
} from '../../shared/store/tables.ts';
import { nameIn, type Stage } from '../stages.ts';

export interface DataTableProps {
  readonly stage: Stage;
  readonly table: TableName;
  readonly encryptedWith: IKey;
  /** How far back the table can be restored. A day where erasing must soon mean erased; 35 days elsewhere. */
  readonly recoveryDays?: number;
  /** New items are told on a stream: the audit trail alone. */
  readonly streamed?: boolean;
}

const contains = (names: readonly TableName[], name: TableName): boolean => names.includes(name);

/**
 * One table as every table here is: restorable, protected against deletion, under a key of ours. It has a fixed name,
 * so that a change of its keys fails at deployment instead of quietly leaving the old table, and its data, behind.
 */
export class DataTable extends Construct {
  readonly table: TableV2;
  readonly name: string;
  readonly encryptedWith: IKey;
  readonly #table: TableName;

  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id);
    const text = AttributeType.STRING;
    const byList: GlobalSecondaryIndexPropsV2 = {
      indexName: listIndex.name,
      partitionKey: { name: listIndex.partition, type: text },
      sortKey: { name: listIndex.sort, type: text },
      projectionType: ProjectionType.ALL,
    };
    this.#table = props.table;
    this.encryptedWith = props.encryptedWith;
    this.name = nameIn(props.stage, props.table);
    this.table = new TableV2(this, 'table', {
      tableName: this.name,
      partitionKey: { name: key.partition, type: text },
      sortKey: { name: key.sort, type: text },
      globalSecondaryIndexes: contains(listedTables, props.table) ? [byList] : [],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(props.encryptedWith),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: props.recoveryDays ?? 35,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(contains(expiringTables, props.table) ? { timeToLiveAttribute: expiryAttribute } : {}),
      ...(props.streamed ? { dynamoStream: StreamViewType.NEW_IMAGE } : {}),
    });
  }

  /** The index of a table that has lists to show. */
  get indexArn(): string {
    if (!contains(listedTables, this.#table)) throw new Error(`${this.node.path} has no lists.`);
    return `${this.table.tableArn}/index/${listIndex.name}`;
  }

  /** The stream of a table that was made with one. */
  get streamArn(): string {
    const arn = this.table.tableStreamArn;
    if (arn === undefined) throw new Error(`${this.node.path} has no stream: say \`streamed\` where it is made.`);
    return arn;
  }
}
