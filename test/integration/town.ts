import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Instant } from '../../events/values.ts';
import { RUNNER_CREDENTIALS } from '../../infra/local/functions/credentials.ts';
import { demoPeople } from '../../infra/local/stand-ins/sign-in/people.ts';
import { createTestBrowser } from '../../infra/local/stand-ins/sign-in/test-browser.ts';
import { change, nothingElse } from '../../shared/domain/decision.ts';
import { claimMinutes } from '../../shared/domain/email.ts';
import { later } from '../../shared/domain/office-days.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import { type Mail, readMail } from '../browser/people.ts';
import { openStack } from '../browser/stack.ts';
import { assemblyOfRun } from '../support/one-of-a-run.ts';
import { Visitor } from '../support/visitor.ts';
import { listenOnWire, type Wire } from './wire.ts';

const Mailbox = z.object({ emails: z.array(z.looseObject({ destination: z.object({ to: z.array(z.string()) }) })) });

/** A page as somebody got it. */
export interface Served {
  readonly who: string;
  readonly method: string;
  /** The address that was asked for. */
  readonly address: string;
  /** Where it sent them, its cookies, and every other header. */
  readonly headers: string;
  readonly body: string;
}

/** The whole local stack with an ear on everything that leaves a function, and people before it who use no script. */
export interface Town extends AsyncDisposable {
  readonly stack: Awaited<ReturnType<typeof openStack>>;
  readonly wire: Wire;
  readonly served: readonly Served[];
  /** What the console of the machine was told. */
  readonly told: readonly string[];
  /** Somebody with a browser of their own. */
  newVisitor(who: string): Visitor;
  /** Lets one of the demonstration people sign in. */
  signIn(visitor: Visitor, name: string): Promise<Visitor>;
  mailTo(address: string): Promise<readonly Mail[]>;
  /** Each mail with all its headers and parts. */
  readMailbox(): Promise<readonly { readonly to: string; readonly whole: string }[]>;
  /**
   * Lets the quarter of an hour go by after which a mail is decided again that a sender had claimed and could not send, and
   * has it looked for.
   */
  letClaimsRunOut(): Promise<void>;
  /** Every item of every table, table by table. */
  readTables(): Promise<ReadonlyMap<string, string>>;
  /** Every file that the stack keeps, but the mailbox: what functions have printed, tables and queues as they lie on disk. */
  readFiles(): Promise<ReadonlyMap<string, string>>;
}

const subjectOf = (name: string): string => {
  const person = demoPeople.find((each) => each.name.startsWith(`${name} `));
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person.sub;
};

export async function openTown(): Promise<Town> {
  const wire = listenOnWire();
  const told: string[] = [];
  const served: Served[] = [];
  const stack = await openStack({ assembly: assemblyOfRun, between: wire.between, log: (line) => told.push(line) });
  const site = stack.urls.site.replace(/\/$/, '');
  const database = new DynamoDBClient({
    endpoint: stack.urls.data,
    region: 'eu-west-2',
    credentials: RUNNER_CREDENTIALS,
  });

  const store = new DynamoStore({
    client: database,
    tables: { mail: 'sponsored-places-demo-mail', audit: 'sponsored-places-demo-audit' },
  });

  const newVisitor: Town['newVisitor'] = (who) =>
    new Visitor(async (path, init) => {
      const response = await fetch(new URL(path, site), { ...init, redirect: 'manual' });
      const body = await response.clone().text();
      const headers = [...response.headers].map((header) => header.join(': ')).join('\n');
      served.push({ who, method: init.method ?? 'GET', address: path, headers, body });
      return response;
    }, site);

  return {
    stack,
    wire,
    served,
    told,
    newVisitor,
    async signIn(visitor, name) {
      await visitor.open('/console');
      const browser = createTestBrowser();
      const { at } = await browser.go(visitor.path);
      const { at: back } = await browser.go(at, { person: subjectOf(name) });
      return visitor.open(`${back.pathname}${back.search}`);
    },
    mailTo: async (address) => (await readMail(stack.urls)).filter(({ to }) => to === address),
    async readMailbox() {
      const { emails } = Mailbox.parse(await (await fetch(new URL('/store', stack.urls.mailbox))).json());
      return emails.map((mail) => ({ to: mail.destination.to.join(), whole: JSON.stringify(mail) }));
    },
    async letClaimsRunOut() {
      const now = Instant.parse(new Date().toISOString());
      const claimedAt = later(now, { minutes: -claimMinutes });
      const by = { id: 'test', roles: ['system'] } as const;
      const said = { did: 'test', why: 'a quarter of an hour goes by', by, at: now, ...nothingElse } as const;
      for (const email of (await store.list('email', 'emails/sending', { limit: 50 })).items) {
        // One that was sent meanwhile is another version, and left alone.
        const changes = [change(email, { ...email.value, claimedAt })];
        await store.commit([{ ...said, about: `email/${email.id}`, changes }]);
      }
      await stack.runSchedule('sponsored-places-demo-schedule-mail');
    },
    async readTables() {
      const { TableNames = [] } = await database.send(new ListTablesCommand({}));
      const tables = TableNames.map(async (TableName): Promise<[string, string]> => {
        const pages: string[] = [];
        for await (const { Items } of paginateScan({ client: database }, { TableName }))
          pages.push(JSON.stringify(Items));
        return [TableName, pages.join('\n')];
      });
      return new Map(await Promise.all(tables));
    },
    async readFiles() {
      const entries = await readdir(stack.dataDirectory, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && entry.name !== 'mail.jsonl');
      const read = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
        const path = join(parentPath, name);
        return [relative(stack.dataDirectory, path), await readFile(path, 'utf8')];
      });
      return new Map(await Promise.all(read));
    },
    async [Symbol.asyncDispose]() {
      database.destroy();
      await stack[Symbol.asyncDispose]();
      wire.close();
    },
  };
}

/** Waits for a consequence that comes through the queues. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  const patience = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > patience) throw new Error(`This did not come: ${what}`);
    await wait(50);
  }
}
