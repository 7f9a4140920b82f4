import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { TableName } from '../../shared/store/tables.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { DataTable } from '../constructs/data-table.ts';
import { StaffDirectory } from '../constructs/staff-directory.ts';
import { nameIn, type Stage } from '../stages.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
}

/**
 * Everything that would hurt to lose: tables, keys, the payment provider's secret, the people who may sign in.
 * Nothing here is ever deleted by a deployment. There is a key for each kind of sensitivity, so that a grant on one
 * kind of data is no grant on another.
 */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, DataTable>>;
  /** Wraps the data key of each person and role. Whoever may not decrypt with it cannot read an identity. */
  readonly identityKey: Key;
  readonly paymentsSecret: Secret;
  readonly staff: StaffDirectory;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { stage } = props;
    this.identityKey = this.createKey('identity-key', 'Wraps the data keys of identities');
    const vaultKey = this.createKey('vault-key', 'Encrypts the tables of ciphertexts and wrapped keys');
    const casesKey = this.createKey('cases-key', 'Encrypts cases, mail and visits');
    const moneyKey = this.createKey('money-key', 'Encrypts the money table and what its audit replays');
    const auditKey = this.createKey('audit-key', 'Encrypts the audit trail and its stream');
    this.tables = {
      cases: new DataTable(this, 'cases', { stage, table: 'cases', encryptedWith: casesKey }),
      money: new DataTable(this, 'money', { stage, table: 'money', encryptedWith: moneyKey }),
      ledger: new DataTable(this, 'ledger', { stage, table: 'ledger', encryptedWith: moneyKey }),
      mail: new DataTable(this, 'mail', { stage, table: 'mail', encryptedWith: casesKey }),
      visits: new DataTable(this, 'visits', { stage, table: 'visits', encryptedWith: casesKey }),
      identities: new DataTable(this, 'identities', { stage, table: 'identities', encryptedWith: vaultKey }),
      // Destroying a wrapped key is what erases a person: a longer recovery would be a way back.
      'identity-keys': new DataTable(this, 'identity-keys', {
        stage,
        table: 'identity-keys',
        encryptedWith: vaultKey,
        recoveryDays: 1,
      }),
      audit: new DataTable(this, 'audit', { stage, table: 'audit', encryptedWith: auditKey, streamed: true }),
    };
    this.paymentsSecret = this.createPaymentsSecret(stage);
    this.staff = new StaffDirectory(this, 'staff', stage);
  }

  private createKey(id: string, description: string): Key {
    return new Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }

  /**
   * Starts with a key that opens nothing and a blank secret, with which nothing starts; the real ones are put in by hand,
   * once, and never pass through a template.
   */
  private createPaymentsSecret(stage: Stage): Secret {
    const secret = new Secret(this, 'payments-secret', {
      secretName: nameIn(stage, 'payments'),
      description: 'The payment provider: apiKey, webhookSecret, apiBase',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ webhookSecret: '', apiBase: 'https://api.stripe.com' }),
        generateStringKey: 'apiKey',
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'The key is rolled at the payment provider, which offers no way for a rotation function to do it.',
    );
    return secret;
  }
}
