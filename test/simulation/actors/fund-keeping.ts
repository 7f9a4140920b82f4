import { Pence, TransferId } from '../../../events/values.ts';
import {
  agreeToTransfer,
  declineTransfer,
  requestTransfer,
  withdrawTransfer,
} from '../../../shared/commands/transfer.ts';
import { type OfficeAct, people } from '../town/act.ts';
import { cora, dina, fay, gus } from './staff.ts';

const staff = [fay, gus, cora, dina] as const;

const ask = people('ask for a transfer', 0.4, (town, random) => {
  const [from, to] = [town.watch.shadow.pick(random, 'fund', 'open'), town.watch.shadow.pick(random, 'fund', 'open')];
  if (from === undefined || to === undefined) return undefined;
  const id = TransferId.parse(`trf_${town.nextId().padStart(12, '0')}`);
  const isClosing = random.below(12) === 0;
  const input = {
    id,
    fromFundId: from.value.id,
    toFundId: to.value.id,
    seen: from.version,
    purpose: isClosing ? 'closing' : 'move',
    amount: isClosing ? undefined : Pence.parse(1 + random.below(60_000)),
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
  switch (random.below(6)) {
    case 0:
      return { name: 'decline-transfer', again: true, run: (deps) => declineTransfer(deps, input, by) };
    case 1:
      return { name: 'withdraw-transfer', again: true, run: (deps) => withdrawTransfer(deps, input, by) };
    default:
      return { name: 'agree-to-transfer', again: true, run: (deps) => agreeToTransfer(deps, { transferId, seen }, by) };
  }
});

/** Money that moves between funds, and funds that close. */
export const fundKeeping: readonly OfficeAct[] = [ask, answer];
