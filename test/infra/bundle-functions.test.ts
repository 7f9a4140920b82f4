import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bundleFunctions, errorsWithClass, type Files, readFolder } from '../../infra/bundle-functions.ts';

let root: string;
let outDirectory: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sponsored-places-bundle-'));
  outDirectory = join(root, '.build/functions');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  rmSync(root, { recursive: true });
});

const put = (path: string, content: string): void => {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
};
const settings: Files = new Map([['settings.json', Buffer.from('{"from":"settings"}')]]);
const bundle = (names: readonly string[], beside: (name: string) => Files = () => settings): Promise<void> =>
  bundleFunctions({ root, names, outDirectory, beside });

it('ASVS 13.4.1 each function becomes a module that runs by itself, with what should stand beside it', async () => {
  put(
    'functions/greet-people/handler.ts',
    `import { greet } from './greet.ts'; export const handler = () => greet('all');`,
  );
  put('functions/greet-people/greet.ts', "export const greet = (whom: string): string => 'Hello '.concat(whom);");
  put('functions/count-people/handler.ts', 'export const handler = (): number => 3;');
  const assets: Files = new Map([['assets/site.css', Buffer.from('body{}')]]);
  await bundle(['greet-people', 'count-people'], (name) =>
    name === 'greet-people' ? new Map([...settings, ...assets]) : settings,
  );

  expect([...(await readFolder(join(outDirectory, 'greet-people'))).keys()].toSorted()).toEqual([
    'assets/site.css',
    'index.mjs',
    'settings.json',
  ]);
  expect(readdirSync(join(outDirectory, 'count-people')).toSorted()).toEqual(['index.mjs', 'settings.json']);
  const { handler } = await import(join(outDirectory, 'greet-people/index.mjs'));
  expect(handler()).toBe('Hello all');
});

it('what is loaded by `import()` stands in files of its own, and the start in one file however many parts share it', async () => {
  const shared = ['one', 'two', 'both'].map((name) => `import { ${name} } from './${name}.ts';`).join(' ');
  for (const name of ['one', 'two', 'both']) {
    put(`functions/greet-people/${name}.ts`, `export const ${name} = globalThis.told('${name} is there');`);
  }
  put(
    'functions/greet-people/first.ts',
    "import { one } from './one.ts'; import { both } from './both.ts'; export const greet = () => ['first', one, both];",
  );
  put(
    'functions/greet-people/second.tsx',
    "import { two } from './two.ts'; import { both } from './both.ts'; export const greet = () => ['second', two, both];",
  );
  put(
    'functions/greet-people/handler.ts',
    `${shared} globalThis.told('start'); const start = [one, two, both];
     export const handler = async (which) => [start, (which === 1 ? await import('./first.ts') : await import('./second.tsx')).greet()];`,
  );
  await bundle(['greet-people']);
  const folder = join(outDirectory, 'greet-people');
  const code = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  expect(code.filter((name) => readFileSync(join(folder, name), 'utf8').includes('is there'))).toHaveLength(1);

  const told: string[] = [];
  vi.stubGlobal('told', (text: string) => told.push(text));
  const { handler } = await import(join(folder, 'index.mjs'));
  const atStart = [...told];
  expect(atStart).toEqual(['one is there', 'two is there', 'both is there', 'start']);
  expect(await handler(1)).toEqual([
    [1, 2, 3],
    ['first', 1, 3],
  ]);
  expect(await handler(2)).toEqual([
    [1, 2, 3],
    ['second', 2, 3],
  ]);
  expect(told).toEqual(atStart);
});

it('a library that calls `require` for one of Node’s modules works inside the bundle', async () => {
  put('functions/tell-platform/library.cjs', `module.exports = () => require('node:os').EOL;`);
  put('functions/tell-platform/handler.ts', `import tell from './library.cjs'; export const handler = () => tell();`);
  await bundle(['tell-platform']);

  const { handler } = await import(join(outDirectory, 'tell-platform/index.mjs'));
  expect(handler()).toBe('\n');
});

it('a client of the SDK finds its credentials in the environment, and carries no other way to them', async () => {
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'));
  put(
    'functions/show-credentials/handler.ts',
    `import { SQSClient } from '@aws-sdk/client-sqs'; export const handler = () => new SQSClient({ region: 'eu-west-2' }).config.credentials();`,
  );
  await bundle(['show-credentials']);

  vi.stubEnv('AWS_ACCESS_KEY_ID', 'anid');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'asecret');
  vi.stubEnv('AWS_PROFILE', undefined);
  const { handler } = await import(join(outDirectory, 'show-credentials/index.mjs'));
  expect(await handler()).toMatchObject({ accessKeyId: 'anid', secretAccessKey: 'asecret' });
  expect(readFileSync(join(outDirectory, 'show-credentials/index.mjs'), 'utf8').includes('AssumeRole')).toBe(false);
});

it('what a service answers keeps its name, its words, whose fault it was, and its class where the code asks for it', async () => {
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'));
  put(
    'functions/ask-services/handler.ts',
    `import { DynamoDBClient, DynamoDBServiceException, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
     import { DecryptCommand, KMSClient, KMSServiceException } from '@aws-sdk/client-kms';
     const settings = (statusCode, body) => ({
       region: 'eu-west-2', credentials: { accessKeyId: 'anid', secretAccessKey: 'asecret' }, maxAttempts: 1,
       requestHandler: { handle: async () => ({ response: { statusCode, headers: {}, body: Buffer.from(JSON.stringify(body)) } }) },
     });
     const seen = (error) => ({
       name: error.name, message: error.message, fault: error.$fault, reasons: error.CancellationReasons,
       is: Object.entries({ DynamoDBServiceException, TransactionCanceledException, KMSServiceException })
         .flatMap(([name, type]) => (error instanceof type ? [name] : [])),
     });
     export const write = (status, body) =>
       new DynamoDBClient(settings(status, body)).send(new TransactWriteItemsCommand({ TransactItems: [] })).catch(seen);
     export const decrypt = (status, body) =>
       new KMSClient(settings(status, body)).send(new DecryptCommand({ CiphertextBlob: new Uint8Array(1) })).then(({ Plaintext }) => Plaintext, seen);`,
  );
  await bundle(['ask-services']);
  const { write, decrypt } = await import(join(outDirectory, 'ask-services/index.mjs'));

  expect(
    await write(400, {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: 'cancelled',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { id: { S: 'a' } } }],
    }),
  ).toEqual({
    name: 'TransactionCanceledException',
    message: 'cancelled',
    fault: 'client',
    reasons: [{ Code: 'ConditionalCheckFailed', Item: { id: { S: 'a' } } }],
    is: ['DynamoDBServiceException', 'TransactionCanceledException'],
  });
  expect(await write(500, { __type: 'InternalServerError', message: 'later' })).toEqual({
    name: 'InternalServerError',
    message: 'later',
    fault: 'server',
    reasons: undefined,
    is: ['DynamoDBServiceException'],
  });
  expect(await decrypt(400, { __type: 'IncorrectKeyException', message: 'another key' })).toEqual({
    name: 'IncorrectKeyException',
    message: 'another key',
    fault: 'client',
    reasons: undefined,
    is: ['KMSServiceException'],
  });
  expect(await decrypt(200, { Plaintext: 'AQID' })).toEqual(new Uint8Array([1, 2, 3]));
  expect(readFileSync(join(outDirectory, 'ask-services/index.mjs'), 'utf8')).not.toMatch(/CustomKeyStore|GlobalTable/);
});

it('no code asks for the class of an answer that bundles leave out', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const code = globSync('{events,shared,functions}/**/*.{ts,tsx}', { cwd: root, exclude: ['**/*.test.ts'] });
  const asked = code.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g)].flatMap(
      ([, names = '']) => names.match(/\b(?:\w+Exception|\w+Error|RequestLimitExceeded)\b/g) ?? [],
    ),
  );
  expect(new Set(asked.filter((name) => !name.endsWith('ServiceException')))).toEqual(new Set(errorsWithClass));
});

it('a function without an entry stops it, and every such function is named', async () => {
  put('functions/greet-people/handler.ts', 'export const handler = () => 1;');

  await expect(bundle(['greet-people', 'send-mail', 'make-offers'])).rejects.toThrow(
    'These functions have no entry yet: functions/send-mail/handler.ts, functions/make-offers/handler.ts',
  );
  expect(existsSync(outDirectory)).toBe(false);
});

it('done again, it leaves what is as it should be untouched and takes away what nothing asks for any more', async () => {
  put('functions/greet-people/handler.ts', 'export const handler = () => 1;');
  await bundle(['greet-people']);
  const module = join(outDirectory, 'greet-people/index.mjs');
  const before = statSync(module);
  put('.build/functions/greet-people/assets/old.css', 'body{}');
  await bundle(['greet-people']);

  expect(statSync(module)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  expect(existsSync(join(outDirectory, 'greet-people/assets/old.css'))).toBe(false);

  put('functions/greet-people/handler.ts', 'export const handler = () => 2;');
  await bundle(['greet-people']);
  expect(readFileSync(module, 'utf8')).toContain('2');
});

it('schemas parse as ever, and say who left JSON Schema out when they are asked for it', async () => {
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'));
  put(
    'functions/parse-things/handler.ts',
    "import * as z from 'zod'; const Thing = z.strictObject({ is: z.enum(['small', 'large']) });" +
      'export const parse = (given) => Thing.safeParse(given).success; export const describe = () => z.toJSONSchema(Thing);',
  );
  await bundle(['parse-things']);
  const { parse, describe } = await import(join(outDirectory, 'parse-things/index.mjs'));
  expect([parse({ is: 'small' }), parse({ is: 'red' })]).toEqual([true, false]);
  expect(describe).toThrow('JSON Schema is left out of the bundles');
});
