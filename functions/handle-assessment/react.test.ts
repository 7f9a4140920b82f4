import { describe, expect, it } from 'vitest';
import { asFunction } from '../../test/grants/store-of.ts';
import { assessment, place, referral } from '../../test/support/case-samples.ts';
import { factOf } from '../../test/support/queue-event.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { openOffice, whatOf } from '../../test/support/small-office.ts';
import { react } from './react.ts';

describe('a person who waits for money and is found not to be ready for therapy now', () => {
  it('leaves the waiting list: nobody holds money for them meanwhile', async () => {
    const office = openOffice();
    await office.putNew(referral({ state: 'suitable-not-ready' }), assessment(), place('requested'));
    const isWaitedFor = async () => (await office.store.ranges(`waiting/${poolId}`)).length > 0;
    expect(await isWaitedFor()).toBe(true);
    const data = { referralId: idOf.referral(1), suitability: 'suitable-not-ready' };
    const fact = factOf('evt_1', 'uk.sponsored-places.assessment.recorded.v1', data);
    whatOf(await react(fact, asFunction('handle-assessment', office.deps)));
    expect(await isWaitedFor()).toBe(false);
    expect((await office.read('place', idOf.place(1))).value.state).toBe('cancelled');
  });
});
