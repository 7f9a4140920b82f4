import { expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import { sumOf } from '../../shared/domain/journal.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { createMemorySecrets } from '../../shared/vault/memory-secrets.ts';
import { createMemoryVault } from '../../shared/vault/memory-vault.ts';
import exampleCharity from '../settings/example-charity.json' with { type: 'json' };
import type { PaymentDesk } from './payment-desk.ts';
import { tellStory } from './tell-story.ts';

/** The last weeks of the story, at the twin of the payment provider. */
async function tellLastWeeks() {
  let time = 0;
  const settings = CharitySettings.parse(exampleCharity);
  const now = () => Instant.parse(new Date(time).toISOString());
  const payments = createMemoryPayments({ webhookSecret: 'whsec_story', now });
  const desk: PaymentDesk = {
    open: async () => undefined,
    moveTo: async (to) => {
      time = to;
      payments.provider.catchUpWithTime();
    },
    payByCard: async (checkoutId) => payments.provider.pay(checkoutId),
    payByDebit: async (checkoutId) => payments.provider.payLater(checkoutId),
    fail: async (checkoutId) => payments.provider.decline(checkoutId),
    payOut: async () => undefined,
    close: async () => undefined,
  };
  const posted: string[] = [];
  const copy = new MemoryStore();
  let transactions = 0;
  const counting = new Proxy(copy, {
    get(target, property) {
      if (property === 'commit') transactions += 1;
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const charity = await tellStory(
    {
      settings,
      vault: createMemoryVault('story'),
      secrets: createMemorySecrets('story'),
      payments,
      post: async ({ template }) => void posted.push(template),
      siteUrl: 'http://localhost',
      copy: counting,
    },
    desk,
    { ends: Date.parse('2027-03-03T21:00:00.000Z'), days: 75 },
  );
  await charity.written.finish(charity.deps.now());
  return { posted, content: charity.memory.export(), copied: copy.export(), transactions };
}

const told = await tellLastWeeks();

const statesOf = (kind: string): readonly string[] =>
  told.content.records.flatMap((record) =>
    record.kind === kind && 'state' in record.value ? [String(record.value.state)] : [],
  );

it('leaves something for everybody to do: a place to approve, an offer to answer, somebody who waits', () => {
  expect(statesOf('place')).toContain('reserved');
  expect(statesOf('allocation')).toContain('offered');
  expect(statesOf('referral')).toEqual(
    expect.arrayContaining(['submitted', 'awaiting-assessment', 'assessed-suitable', 'in-therapy']),
  );
  expect(told.posted).toContain('therapist-offer');
});

it('has 120 therapists and five funds, and books that balance', () => {
  expect(statesOf('therapist')).toHaveLength(120);
  expect(statesOf('fund')).toHaveLength(5);
  expect(told.content.journal.length).toBeGreaterThan(50);
  expect(told.content.journal.filter((entry) => sumOf(entry) !== 0)).toEqual([]);
});

it('is the same at every telling', async () => {
  const again = await tellLastWeeks();
  const outline = ({ content }: typeof told) => content.records.map(({ kind, id, version }) => [kind, id, version]);
  expect(outline(again)).toEqual(outline(told));
  expect(again.content.journal).toEqual(told.content.journal);
});

it('is copied whole, in far fewer transactions', () => {
  const { content, copied, transactions } = told;
  const mayExpire = new Set(['token', 'draft', 'sign-in-session']);
  const lasting = (all: typeof content.records) =>
    all.filter(({ kind }) => !mayExpire.has(kind)).map(({ kind, id, value }) => ({ kind, id, value }));
  expect(lasting(copied.records)).toEqual(lasting(content.records));
  expect(copied.journal).toEqual(content.journal);
  const decisions = ({ audit }: typeof content) =>
    audit.map(({ about, at, did, facts }) => [about, at, did, facts.length].join(' ')).toSorted();
  expect(decisions(copied)).toEqual(decisions(content));
  expect(transactions).toBeLessThan(content.audit.length / 8);
});
