import { describe, expect, it } from 'vitest';
import { asFunction } from '../../test/grants/store-of.ts';
import { place, referral } from '../../test/support/case-samples.ts';
import { factOf } from '../../test/support/queue-event.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { openOffice, whatOf } from '../../test/support/small-office.ts';
import { react } from './react.ts';

describe('a person who takes their request back while they wait for money', () => {
  it('leaves the waiting list with it, and once', async () => {
    const office = openOffice();
    await office.putNew(referral({ state: 'withdrawn' }), place('requested'));
    const isWaitedFor = async () => (await office.store.ranges(`waiting/${poolId}`)).length > 0;
    expect(await isWaitedFor()).toBe(true);
    const referralId = idOf.referral(1);
    const fact = factOf('evt_1', 'uk.sponsored-places.referral.withdrawn.v1', { referralId });
    whatOf(await react(fact, asFunction('handle-referral', office.deps)));
    expect(await isWaitedFor()).toBe(false);
    const ended = await office.read('place', idOf.place(1));
    expect(ended.value.state).toBe('cancelled');
    const again = await react(fact, asFunction('handle-referral', office.deps));
    expect(again).toMatchObject({ ok: false, refusal: { passed: true } });
  });
});
