import { expect, it } from 'vitest';
import { place, referral, task } from '../../test/support/case-samples.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { cora, openOffice, whatOf } from '../../test/support/small-office.ts';
import { taskIdOf } from '../domain/task.ts';
import { rejectPlace } from './approve.ts';

it('somebody who was told of one outcome before is told of the next: the second call has an occasion of its own', async () => {
  const office = openOffice();
  const about = `referral/${idOf.referral(1)}`;
  const first = task('tell-outcome', { id: taskIdOf('tell-outcome', about), state: 'done' });
  await office.putNew(referral(), place('requested', { holds: 0 }), first);
  const input = { placeId: idOf.place(1), seen: 1, reason: 'the needs have changed' };
  whatOf(await rejectPlace(office.deps, input, cora));
  expect((await office.read('task', taskIdOf('tell-outcome', about, 2))).value.state).toBe('open');
});
