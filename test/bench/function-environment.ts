import { once } from 'node:events';
import { createServer } from 'node:http';
import * as z from 'zod';
import { readComposedApp } from '../../infra/read-composed-app.ts';

const Lambda = z.object({
  FunctionName: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Fits every secret that a function reads as it starts. */
const secret = {
  apiKey: 'sk_test_bench',
  webhookSecret: 'whsec_bench',
  apiBase: 'https://payments.invalid',
  clientSecret: 'bench',
};

export interface Environments {
  /** All that a function finds in its environment, by its name. */
  readonly of: (name: string) => Readonly<Record<string, string>>;
  close(): void;
}

/**
 * The environment that the template gives each function, with a stand-in for the store of secrets, which a function may
 * ask while it is imported. Nothing else is reachable, and nothing else is needed to import.
 */
export async function standInEnvironments(): Promise<Environments> {
  const secrets = createServer((request, response) => {
    request.resume();
    response
      .setHeader('content-type', 'application/x-amz-json-1.1')
      .end(JSON.stringify({ SecretString: JSON.stringify(secret) }));
  }).listen(0, '127.0.0.1');
  await once(secrets, 'listening');
  const address = secrets.address();
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  const everywhere = {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${address.port}`,
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
  };
  const lambdas = readComposedApp()
    .ofType('AWS::Lambda::Function')
    .map(({ properties }) => Lambda.parse(properties));
  return {
    of: (name) => {
      const found = lambdas.find(({ FunctionName }) => FunctionName.endsWith(`-${name}`));
      if (found === undefined) throw new Error(`the template has no function ${name}`);
      // An address fits wherever a name is asked for, and an address too.
      const own = Object.keys(found.Environment.Variables).map((variable) => [
        variable,
        `https://bench.invalid/${variable}`,
      ]);
      return { ...Object.fromEntries(own), ...everywhere };
    },
    close: () => {
      secrets.close();
      secrets.closeAllConnections();
    },
  };
}
