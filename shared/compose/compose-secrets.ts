import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const fetched = new Map<string, Promise<string>>();

async function fetchText(arn: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: arn }));
  return z.string().parse(SecretString);
}

/**
 * Fetches a secret's JSON and parses it. Fetched once an instance, whoever asks: a rotated secret is picked up by new
 * instances. A fetch that failed is tried again by whoever asks next.
 */
export async function fetchSecret<Schema extends z.ZodType>(arn: string, schema: Schema): Promise<z.infer<Schema>> {
  const known = fetched.get(arn) ?? fetchText(arn);
  fetched.set(arn, known);
  try {
    return schema.parse(JSON.parse(await known));
  } catch (error) {
    fetched.delete(arn);
    throw error;
  }
}
