import { randomUUID } from 'node:crypto';
import type { Credentials } from './credentials.ts';

/** Where the services of AWS are on this machine. */
export type Endpoints = { database: string; queues: string; mailbox: string; keysAndSecrets: string };

/**
 * The environment of one instance: what the template gives it, what Lambda adds, and where on this machine the
 * unmodified SDK finds each service. Any service not named goes to a stand-in that refuses it, never to AWS.
 */
export const environmentOf = (
  lambda: {
    name: string;
    region: string;
    memorySize: number;
    handler: string;
    assetDirectory: string;
    variables: Record<string, string>;
  },
  endpoints: Endpoints,
  credentials: Credentials,
): Record<string, string> => ({
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  PATH: process.env.PATH ?? '',
  _HANDLER: lambda.handler,
  LAMBDA_TASK_ROOT: lambda.assetDirectory,
  AWS_REGION: lambda.region,
  AWS_DEFAULT_REGION: lambda.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: lambda.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${lambda.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: endpoints.keysAndSecrets,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.database,
  AWS_ENDPOINT_URL_SQS: endpoints.queues,
  AWS_ENDPOINT_URL_SES: endpoints.mailbox,
  AWS_ENDPOINT_URL_KMS: endpoints.keysAndSecrets,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.keysAndSecrets,
  ...lambda.variables,
});
