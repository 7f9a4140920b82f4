import { FundId, LocalDate, Pence, TransferId } from '../../../events/values.ts';
import { changeFund, type NewFund, openFund, orderFunds } from '../../../shared/commands/fund.ts';
import {
  agreeToTransfer,
  declineTransfer,
  requestTransfer,
  withdrawTransfer,
} from '../../../shared/commands/transfer.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import type { Random } from '../random.ts';
import { type OfficeAct, people } from '../town/act.ts';
import { asha, cora, dina, fay, gus } from './staff.ts';

const staff = [fay, gus, cora, dina] as const;

const ask = people('ask for a transfer', 0.8, (town, random) => {
  const [from, to] = [town.watch.shadow.pick(random, 'fund', 'open'), town.watch.shadow.pick(random, 'fund', 'open')];
  if (from === undefined || to === undefined) return undefined;
  const id = TransferId.parse(`trf_${town.nextId().padStart(12, '0')}`);
  const purpose = random.pick(['move', 'move', 'move', 'closing', 'past-its-day'] as const) ?? 'move';
  const input = {
    id,
    fromFundId: from.value.id,
    toFundId: to.value.id,
    seen: from.version,
    purpose,
    amount: purpose === 'move' ? Pence.parse(1 + random.below(random.below(3) === 0 ? 400_000 : 40_000)) : undefined,
    reason: 'as trustees agreed',
  } as const;
  const by = random.pick(staff) ?? fay;
  return { name: 'request-transfer', again: true, run: (deps) => requestTransfer(deps, input, by) };
});

const answer = people('answer a transfer', 0.8, (town, random) => {
  const transfer = town.watch.shadow.pick(random, 'transfer', random.below(6) === 0 ? undefined : 'requested');
  if (transfer === undefined) return undefined;
  const { id: transferId, fromFundId, toFundId } = transfer.value;
  const version = (fund: string) => town.watch.shadow.get('fund', fund)?.version ?? 0;
  const seen = { transfer: transfer.version, from: version(fromFundId), to: version(toFundId) };
  const by = random.pick(staff) ?? gus;
  const input = { transferId, seen: transfer.version };
  const asker = staff.find(({ id }) => id === transfer.value.requestedBy);
  switch (random.below(6)) {
    case 0:
      return { name: 'decline-transfer', again: true, run: (deps) => declineTransfer(deps, input, by) };
    case 1:
      return { name: 'withdraw-transfer', again: true, run: (deps) => withdrawTransfer(deps, input, asker ?? by) };
    default:
      return { name: 'agree-to-transfer', again: true, run: (deps) => agreeToTransfer(deps, { transferId, seen }, by) };
  }
});

const mostFunds = 8;

const open = people('open a fund', 0.4, (town, random) => {
  const { shadow } = town.watch;
  if (shadow.size('fund', 'open') >= mostFunds) return undefined;
  const number = town.nextId();
  const group = random.pick(['survivor', 'worried-about-thoughts'] as const) ?? 'survivor';
  const fund: NewFund = {
    id: FundId.parse(`fnd_${number.padStart(8, '0')}`),
    name: `Fund ${number}`,
    aim: 'An aim',
    secondaryPurpose: 'The next person',
    kind: 'restricted',
    restriction: { groups: [group], regions: [], campaign: `campaign-${number}` },
    order: random.below(5),
    ...(random.below(2) === 0 ? {} : { slug: `fund-${random.below(20)}` }),
  };
  const by = random.pick([...staff, asha]) ?? fay;
  return { name: 'open-fund', again: true, run: (deps) => openFund(deps, fund, by) };
});

/** What somebody alone may try to say of a fund: that it pays for everybody, or for other people. */
const widened = (random: Random, { restriction }: Fund): Pick<Fund, 'kind' | 'restriction'> =>
  random.below(2) === 0
    ? { kind: 'unrestricted', restriction: { groups: [], regions: [] } }
    : { kind: 'restricted', restriction: { ...restriction, groups: [], regions: ['wales'] } };

const change = people('change a fund', 0.4, (town, random) => {
  const fund = town.watch.shadow.pick(random, 'fund', random.below(8) === 0 ? undefined : 'open');
  if (fund === undefined) return undefined;
  const { name, aim, secondaryPurpose, slug } = fund.value;
  const { kind, restriction } = random.below(4) === 0 ? widened(random, fund.value) : fund.value;
  const inDays = 3 + random.below(60);
  const spendBy = LocalDate.parse(new Date(town.time + inDays * 86_400_000).toISOString().slice(0, 10));
  const terms = { name, secondaryPurpose, kind, restriction, aim: `${aim.slice(0, 20)} ${random.below(9)}` };
  const input = {
    fundId: fund.value.id,
    seen: fund.version,
    terms: {
      ...terms,
      ...(random.below(3) === 0 ? { spendBy } : {}),
      ...(slug === undefined && random.below(2) === 0 ? { slug: `fund-${random.below(20)}` } : { slug }),
    },
  };
  const by = random.pick(staff) ?? fay;
  return { name: 'change-fund', again: true, run: (deps) => changeFund(deps, input, by) };
});

const order = people('order the funds', 0.25, (town, random) => {
  const { shadow } = town.watch;
  const all = Array.from({ length: 4 }, () => shadow.pick(random, 'fund', 'open')).filter((fund) => fund !== undefined);
  const wanted = [...new Map(all.map((fund) => [fund.id, fund])).values()].map(({ value, version }) => ({
    fundId: value.id,
    seen: version,
    order: random.below(6),
  }));
  const by = random.pick(staff) ?? cora;
  return { name: 'order-funds', again: true, run: (deps) => orderFunds(deps, wanted, by) };
});

/** Money that moves between funds, and funds that open, change and close. */
export const fundKeeping: readonly OfficeAct[] = [ask, answer, open, change, order];
