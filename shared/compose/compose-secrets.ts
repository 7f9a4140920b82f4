import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

/** Fetches a secret's JSON and parses it. Fetched once an instance: a rotated secret is picked up by new instances. */
export async function fetchSecret<Schema extends z.ZodType>(arn: string, schema: Schema): Promise<z.infer<Schema>> {
  const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: arn }));
  return schema.parse(JSON.parse(z.string().parse(SecretString)));
}
