import { beforeEach, describe, expect, test } from 'vitest';
import { LocalDate, type ReferralId } from '../../events/values.ts';
import { declineOffer } from '../../shared/commands/answer-offer.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  confirmWithPerson,
  letAnswerStand,
  marked,
  putOnWaitingList,
  reservePlace,
} from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const referralOf = async (id: ReferralId) => (await site.store.get('referral', id))?.value;

async function caseAs(name: string, id: ReferralId): Promise<Visitor> {
  return (await site.visitAs(name)).open(`/console/cases/${id}`);
}

describe('confirming with the person', () => {
  test('puts a referral into the queue for assessment, and closes the call', async () => {
    const id = await askForHelp(site);
    const asha = await caseAs('Asha', id);
    await asha.submit({ theirs: 'yes' }, 'Confirm');
    expect(asha.status).toBe(200);
    expect(asha.text).toContain('Confirmed with the person');
    expect((await referralOf(id))?.state).toBe('awaiting-assessment');
    expect((await site.store.list('task', 'tasks/assessor', { limit: 10 })).items).toEqual([]);
  });

  test('is not done before the box is ticked', async () => {
    const id = await askForHelp(site);
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Confirm');
    expect(asha.status).toBe(422);
    expect(asha.errors).toEqual([
      { message: expect.stringContaining('Tick the box once the person has said'), href: '#theirs' },
    ]);
    expect((await referralOf(id))?.state).toBe('submitted');
  });

  test('keeps of what a professional asked to be told only what the person agreed to', async () => {
    const id = await askForHelp(site, {}, marked.referrer);
    const cora = await caseAs('Cora', id);
    expect(cora.text).toContain('They may be told that support has begun');
    expect(cora.html).not.toContain('value="ended"');
    await cora.submit({ theirs: 'yes', signals: ['began', 'ended'] }, 'Confirm');
    expect(cora.status).toBe(200);
    expect((await referralOf(id))?.referrer?.signals).toEqual(['began']);
    await site.world.drain();
    expect(site.world.mailer.sent).toEqual([]);
  });

  test('is refused on an old page, which then shows the case as it is', async () => {
    const id = await askForHelp(site);
    const asha = await caseAs('Asha', id);
    await confirmWithPerson(site, id);
    await asha.submit({ theirs: 'yes' }, 'Confirm');
    expect(asha.status).toBe(409);
    expect(asha.errors[0]?.message).toContain('Somebody changed this after you opened the page');
    expect(asha.text).toContain('Take for assessment');
  });
});

describe('closing a referral', () => {
  test('records the category and reason that were chosen, and plans a call when the person does not know yet', async () => {
    const id = await askForHelp(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({ reason: 'outside', 'spoken-to': 'no' }, 'Close the referral');
    expect(cora.status).toBe(200);
    expect((await referralOf(id))?.closing).toMatchObject({
      category: 'not-eligible',
      reason: 'The person lives outside the area that we serve',
      spokenTo: false,
    });
    const [task] = (await site.store.list('task', 'tasks/assessor', { limit: 10 })).items;
    expect(task?.value.kind).toBe('tell-outcome');
    expect(cora.text).toContain('The person has not been told yet');
  });

  test('asks for what is missing, beside the field and at the top', async () => {
    const id = await askForHelp(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({}, 'Close the referral');
    expect(cora.status).toBe(422);
    expect(cora.errors.map(({ href }) => href)).toEqual(['#reason', '#spoken-to']);
    expect(cora.html).toMatch(/<details[^>]* open[^>]*>(?:(?!<\/details>)[\s\S])*Close this referral/);
    expect(cora.html).toContain('id="reason-error"');
  });

  test('takes no reason that is not on the list', async () => {
    const id = await askForHelp(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({ reason: 'because', 'spoken-to': 'yes' }, 'Close the referral');
    expect(cora.status).toBe(422);
    expect((await referralOf(id))?.state).toBe('submitted');
  });
});

describe('taking a referral for assessment', () => {
  test('makes it this assessor’s', async () => {
    const id = await askForHelp(site);
    await confirmWithPerson(site, id);
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Take for assessment');
    expect((await referralOf(id))?.assessment?.assessorId).toBe(actorNamed('Asha').id);
    expect(asha.text).toContain('Record the assessment');
  });

  test('comes too late for whoever pressed second', async () => {
    const id = await askForHelp(site);
    await confirmWithPerson(site, id);
    const ben = await caseAs('Ben', id);
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Take for assessment');
    await ben.submit({}, 'Take for assessment');
    expect(ben.status).toBe(409);
    expect((await referralOf(id))?.assessment?.assessorId).toBe(actorNamed('Asha').id);
  });

  test('ASVS 8.3.1 is not offered to a coordinator, and refused when they post it all the same', async () => {
    const id = await askForHelp(site);
    await confirmWithPerson(site, id);
    const cora = await caseAs('Cora', id);
    expect(cora.text).not.toContain('Take for assessment');
    const { body } = cora.fill({}, 'Put on hold');
    await cora.post(`/console/cases/${id}/take`, body);
    expect(cora.status).toBe(403);
    expect(cora.errors[0]?.message).toContain('not part of your role');
    expect((await referralOf(id))?.state).toBe('awaiting-assessment');
  });
});

describe('holds and pauses', () => {
  test('a coordinator puts a case on hold for a reason from the list, and lifts it again', async () => {
    const id = await putOnWaitingList(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({ 'hold-reason': 'asked' }, 'Put on hold');
    expect((await referralOf(id))?.onHold?.why).toBe('The person asked for a break');
    expect(cora.text).toContain('On hold: The person asked for a break');
    await cora.submit({}, 'Lift the hold');
    expect((await referralOf(id))?.onHold).toBeUndefined();
    expect((await referralOf(id))?.clock.pauses).toHaveLength(1);
  });

  test('a hold without a reason is not put', async () => {
    const id = await putOnWaitingList(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({}, 'Put on hold');
    expect(cora.status).toBe(422);
    expect(cora.errors[0]?.href).toBe('#hold-reason');
  });

  test('on an old page a hold is refused, but a safeguarding pause is not', async () => {
    const id = await askForHelp(site);
    const [cora, sol] = [await caseAs('Cora', id), await caseAs('Sol', id)];
    await confirmWithPerson(site, id);
    await cora.submit({ 'hold-reason': 'asked' }, 'Put on hold');
    expect(cora.status).toBe(409);
    await sol.submit({ 'pause-reason': 'concern' }, 'Pause for safeguarding');
    expect(sol.status).toBe(200);
    expect((await referralOf(id))?.safeguardingPause).toBeDefined();
  });

  test('the safeguarding lead pauses and the deputy may lift it; a coordinator may do neither', async () => {
    const id = await putOnWaitingList(site);
    const sol = await caseAs('Sol', id);
    await sol.submit({ 'pause-reason': 'concern' }, 'Pause for safeguarding');
    const cora = await caseAs('Cora', id);
    expect(cora.text).toContain('Safeguarding pause');
    expect(cora.text).not.toContain('Lift the safeguarding pause');
    const { body } = cora.fill({}, 'Put on hold');
    await cora.post(`/console/cases/${id}/lift-safeguarding`, body);
    expect(cora.status).toBe(403);
    const sam = await caseAs('Sam', id);
    await sam.submit({}, 'Lift the safeguarding pause');
    expect((await referralOf(id))?.safeguardingPause).toBeUndefined();
  });

  test('pausing what is paused already changes nothing', async () => {
    const id = await putOnWaitingList(site);
    const [sol, sam] = [await caseAs('Sol', id), await caseAs('Sam', id)];
    await sol.submit({ 'pause-reason': 'concern' }, 'Pause for safeguarding');
    await sam.submit({ 'pause-reason': 'authority' }, 'Pause for safeguarding');
    expect(sam.status).toBe(409);
    expect(sam.errors[0]?.message).toContain('has moved on');
  });
});

describe('withdrawing on the person’s word', () => {
  test('withdraws, and everything under way is undone', async () => {
    const id = await reservePlace(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({ word: 'yes' }, 'Withdraw the referral');
    expect((await referralOf(id))?.state).toBe('withdrawn');
    await site.world.drain();
    expect((await site.store.get('place', placeIdOf(id)))?.value.state).toBe('cancelled');
  });

  test('needs the person’s own word', async () => {
    const id = await askForHelp(site);
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Withdraw the referral');
    expect(asha.status).toBe(422);
    expect((await referralOf(id))?.state).toBe('submitted');
  });
});

describe('the search for a therapist', () => {
  async function searchWithNobodyLeft(): Promise<ReferralId> {
    const id = await reservePlace(site);
    await approve(site, id);
    return id;
  }

  test('that found nobody is begun again by a coordinator', async () => {
    const id = await searchWithNobodyLeft();
    const cora = await caseAs('Cora', id);
    expect(cora.text).toContain('Nobody left to ask');
    await addTherapist(site);
    await cora.submit({}, 'Search again');
    expect(cora.status).toBe(200);
    await site.world.drain();
    expect((await site.store.get('search', id))?.value.state).toBe('offered');
  });

  test('is not begun twice from an old page', async () => {
    const id = await searchWithNobodyLeft();
    const [cora, alex] = [await caseAs('Cora', id), await caseAs('Alex', id)];
    await cora.submit({}, 'Search again');
    await alex.submit({}, 'Search again');
    expect(alex.status).toBe(409);
  });

  test('shows every offer, why this therapist, and who was excluded by what', async () => {
    const cheap = await addTherapist(site);
    await addTherapist(site, { fee: 5900 });
    const id = await reservePlace(site);
    await approve(site, id);
    const letter = site.world.mailer.sent.find(({ template }) => template === 'therapist-offer');
    const token = /token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
    await declineOffer(site.deps, token, { reason: 'no-room', askAgainAfter: LocalDate.parse('2027-03-20') });
    expect((await caseAs('Cora', id)).text).toContain('An answer, which may be taken back until');
    await letAnswerStand(site);
    const cora = await caseAs('Cora', id);
    expect(cora.text).toContain('Declined');
    expect(cora.text).toContain('I have no room for another client now');
    const asked = await (await site.visitAs('Cora')).open(`/console/therapists/${cheap}`);
    expect(asked.text).toContain('Nothing new until after 20 Mar 2027');
    expect(cora.text).toContain('Why this therapist (round 2)');
    expect(cora.text).toContain('£59 of at most £60');
    expect(cora.text).toContain('had this case before');
    expect(cora.html).toContain(`/console/therapists/${cheap}`);
  });
});
