import { DonationId, FundId, Pence } from '../../events/values.ts';
import { acceptOffer } from '../../shared/commands/answer-offer.ts';
import { openGeneralFund } from '../../shared/commands/fund.ts';
import { pledgeDonation } from '../../shared/commands/give.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  letAnswerStand,
  marked,
  openNewFund,
  putOnWaitingList,
  receiveGift,
  reservePlace,
  takeForAssessment,
} from '../support/console-scenes.ts';
import type { ConsoleSite } from '../support/console-site.ts';
import { answer, begin, professionalAnswers, selfAnswers, sendRequest } from '../support/refer-journey.ts';
import type { Visitor } from '../support/visitor.ts';
import type { Browser } from './fuzzed-town.ts';

const consoleStarts = [
  '',
  '/find',
  '/waiting',
  '/pool',
  '/pool/reserve',
  '/pool/open-fund',
  '/pool/giving-link',
  '/pool/over-time',
  '/funds',
  '/runway',
  '/donations',
  '/donations/record',
  '/therapists',
  '/therapists/new',
  '/therapists/application',
  '/journal',
  '/journal/payouts',
  '/ledger-audit',
  '/periods',
  '/statements',
  '/absence',
  '/concerns',
  '/retention',
  '/mail',
].map((path) => `/console${path}`);

const publicStarts = [
  '/',
  '/refer',
  '/refer/age',
  '/refer/resume',
  '/refer/young-person',
  '/status',
  '/give',
  '/give/thank-you',
  '/help',
];

async function giveOnline(site: ConsoleSite): Promise<void> {
  const donationId = DonationId.parse(site.deps.newId('don'));
  const fundId = FundId.parse(site.deps.settings.pool.generalFund.id);
  const giftAid = { declared: true, noBenefit: true };
  const gift = { donationId, amount: Pence.parse(72_000), fundId, donor: marked.donor, giftAid, link: undefined };
  await pledgeDonation(site.world.deps, gift);
  for (const { checkoutId, status } of site.world.payments.provider.checkouts.values())
    if (status === 'open') site.world.payments.provider.pay(checkoutId);
  await site.world.deliverWebhooks();
  await site.world.drain();
}

/** The links that were mailed to therapists, as they stand in the letters. */
const linksIn = (site: ConsoleSite): string[] =>
  site.world.mailer.sent
    .flatMap(({ text }) => [...text.matchAll(/http:\/\/localhost(\/portal\/\S+token=[\w-]+)/g)])
    .map(([, link = '']) => link);

/** Cases in many states, money, and what waits for somebody's decision. */
async function setTheCases(site: ConsoleSite): Promise<void> {
  await openGeneralFund(site.deps);
  const north = await openNewFund(site);
  await addTherapist(site);
  await askForHelp(site);
  await askForHelp(site, {}, marked.referrer);
  await takeForAssessment(site, await askForHelp(site));
  // One offer that nobody answers in time, one that is accepted, and one that is open.
  await approve(site, await reservePlace(site));
  site.world.advance({ days: 6 });
  await approve(site, await reservePlace(site));
  const letter = site.world.mailer.sent.findLast(({ template }) => template === 'therapist-offer');
  await acceptOffer(site.deps, letter?.text.match(/token=([\w-]+)/)?.[1] ?? '');
  await letAnswerStand(site);
  await approve(site, await reservePlace(site));
  await reservePlace(site);
  await putOnWaitingList(site);
  await giveOnline(site);
  await receiveGift(site, 300, north);
}

/** What one has asked for and another may decide on. */
async function askForDecisions(site: ConsoleSite): Promise<void> {
  const general = site.deps.settings.pool.generalFund.id;
  const fay = await site.visitAs('Fay');
  await fay.open('/console/pool/reserve');
  await fay.submit(
    { what: 'set-aside', fund: general, amount: '100', reason: 'The trustees decided so' },
    'Ask for this',
  );
  const [gift] = (await site.store.list('donation', 'donations/collected', { limit: 1 })).items;
  if (gift === undefined) return;
  await fay.open(`/console/donations/${gift.id}`);
  await fay.submit({ 'refund-amount': '20', reason: 'donor-asked' }, 'Ask for this refund');
}

/** @returns the people who come: of the public, therapists by their links, staff of each role, and some who should not be there. */
export async function setTheScene(site: ConsoleSite, newVisitor: () => Visitor): Promise<readonly Browser[]> {
  await setTheCases(site);
  await askForDecisions(site);
  const at = async (path: string, visitor = newVisitor()) => visitor.open(path);
  const atWork = async (name: string, who = name, minutesAgo = 0): Promise<Browser> => {
    const visitor = await site.visitAs(name, { minutesAgo }, newVisitor());
    const comeBack = async () => {
      if (!visitor.cookies.has('__Host-session')) await site.visitAs(name, { minutesAgo }, visitor);
    };
    return { who, visitor, starts: consoleStarts, comeBack };
  };
  const staff = await Promise.all(
    ['Asha', 'Cora', 'Dev', 'Fay', 'Femi', 'Sol', 'Tess', 'Alex', 'Robin'].map((name) => atWork(name)),
  );
  const stale = await atWork('Fay', 'Fay, signed in an hour ago', 60);
  const therapists = await Promise.all(
    linksIn(site).map(async (link) => ({
      who: `a therapist by ${link.split('?')[0]}`,
      visitor: await at(link),
      starts: [link.split('?')[0] ?? ''],
    })),
  );
  const begun = await begin(newVisitor());
  const halfWay = await answer(await begin(newVisitor(), professionalAnswers), professionalAnswers, 'contact');
  const sent = newVisitor();
  await sendRequest(sent, selfAnswers);
  return [
    { who: 'somebody new', visitor: await at('/'), starts: [...publicStarts, ...consoleStarts.slice(0, 2), '/portal'] },
    { who: 'somebody who began', visitor: begun, starts: [begun.path, '/refer/code', '/refer/delete'] },
    { who: 'a professional half way', visitor: halfWay, starts: [halfWay.path, '/refer/check'] },
    { who: 'somebody who has sent', visitor: sent, starts: ['/refer/sent', '/status'] },
    ...therapists,
    ...staff,
    stale,
  ];
}
