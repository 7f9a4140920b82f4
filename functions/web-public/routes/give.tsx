import { type Context, Hono } from 'hono';
import { DonationId } from '../../../events/values.ts';
import { findFund, fundsForGifts } from '../../../shared/commands/fund.ts';
import type { GiftForm } from '../../../shared/commands/give.ts';
import { type Fund, takesGifts } from '../../../shared/domain/fund.ts';
import { generalFund } from '../../../shared/domain/manage-fund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { csrfTokenFor } from '../../../shared/web/csrf.ts';
import {
  emptyForm,
  type FormFields,
  type FormState,
  fillForm,
  readForm,
  refuseField,
} from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { findFigures } from '../figures.ts';
import { detailsPath, type Gift, readChosenGift, readGift } from '../gift-choice.ts';
import { findGiftInHand } from '../gift-in-hand.ts';
import { readGiver } from '../giver.ts';
import { FundNotHerePage, FundPage } from '../pages/fund.tsx';
import { GiftDetailsPage } from '../pages/gift-details.tsx';
import { progressOfGift } from '../pages/gift-words.ts';
import { GivePage } from '../pages/give.tsx';
import { CameBackPage, NoGiftPage, ThankYouPage } from '../pages/give-ends.tsx';
import { ReceiptPage } from '../pages/receipt.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';
import { sendToPayment } from './send-to-payment.tsx';

/** Giving: choose, say who gives, pay on the payment company's page. */
export function createGiveRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const shell = shellOf(deps);
  const choose = async (c: Context<WebEnv>, form: FormState) => {
    const [funds, figures] = await Promise.all([fundsForGifts(deps), findFigures(c, deps)]);
    // With one fund there is nothing to choose, but what it is for is said all the same.
    const values = funds.length === 1 ? { fund: funds[0]?.id ?? '', ...form.values } : form.values;
    const common = { shell, csrfToken: csrfTokenFor(c, 'visit') };
    return <GivePage {...common} form={{ ...form, values }} funds={funds} figures={figures} />;
  };
  routes.get('/', async (c) => c.html(await choose(c, emptyForm)));
  routes.post('/', async (c) => {
    const form = readGift(await readForm(c), await fundsForGifts(deps), deps.settings);
    return form.ok ? c.redirect(detailsPath(form.value), 303) : c.html(await choose(c, form), 422);
  });
  addDetails(routes, deps);
  addEnds(routes, deps);
  addFundPages(routes, deps);
  return routes;
}

/** Where a giver comes back to: from the payment page, or to print what they gave. */
function addEnds(routes: Hono<WebEnv>, deps: PublicDeps): void {
  const shell = shellOf(deps);
  routes.get('/thank-you', async (c) => {
    const gift = await findGiftInHand(c, deps);
    // Nobody is thanked for what was refused: that page says so, and what to do.
    return gift !== undefined && progressOfGift(gift.donation, deps.now()) === 'not-paid'
      ? c.redirect('/give/came-back', 303)
      : c.html(<ThankYouPage shell={shell} gift={gift} />);
  });
  routes.get('/came-back', async (c) => {
    const gift = await findGiftInHand(c, deps);
    return gift === undefined
      ? c.redirect('/give', 303)
      : c.html(<CameBackPage shell={shell} gift={gift} now={deps.now()} />);
  });
  routes.get('/receipt', async (c) => {
    const gift = await findGiftInHand(c, deps);
    return gift?.donation.state === 'collected'
      ? c.html(<ReceiptPage shell={shell} gift={gift} />)
      : c.redirect('/give/thank-you', 303);
  });
}

/** The page of one fund, to be linked to and printed. Registered last: the other pages of giving keep their addresses. */
function addFundPages(routes: Hono<WebEnv>, deps: PublicDeps): void {
  const shell = shellOf(deps);
  const page = (c: Context<WebEnv>, fund: Fund, form: FormState) => (
    <FundPage shell={shell} csrfToken={csrfTokenFor(c, 'visit')} form={form} fund={fund} />
  );
  const notHere = async (c: Context<WebEnv>, fund: Fund | undefined) => {
    const general = await findFund(deps, deps.settings.pool.generalFund.id);
    const instead = general ?? generalFund(deps.settings, deps.now());
    return c.html(<FundNotHerePage shell={shell} ended={fund} instead={instead} />, fund === undefined ? 404 : 410);
  };
  const isForGifts = (fund: Fund | undefined): fund is Fund =>
    fund !== undefined && takesGifts(fund, localDay(deps.now(), deps.settings.office));

  routes.get('/:fund', async (c) => {
    const fund = await findFundOf(c, deps);
    return isForGifts(fund) ? c.html(page(c, fund, emptyForm)) : notHere(c, fund);
  });
  routes.post('/:fund', async (c) => {
    const fund = await findFundOf(c, deps);
    if (!isForGifts(fund)) return notHere(c, fund);
    const form = readGift({ ...(await readForm(c)), fund: fund.id }, [fund], deps.settings);
    return form.ok ? c.redirect(detailsPath(form.value), 303) : c.html(page(c, fund, form), 422);
  });
}

/** The general fund has its page before the first gift has opened it. */
async function findFundOf(c: Context<WebEnv>, deps: PublicDeps): Promise<Fund | undefined> {
  const address = c.req.param('fund') ?? '';
  const fund = await findFund(deps, address);
  return fund === undefined && address === deps.settings.pool.generalFund.id
    ? generalFund(deps.settings, deps.now())
    : fund;
}

function addDetails(routes: Hono<WebEnv>, deps: PublicDeps): void {
  const page = async (c: Context<WebEnv>, gift: Gift, form: FormState, donationId: DonationId) => {
    const fund = (await fundsForGifts(deps)).find(({ id }) => id === gift.fundId);
    if (fund === undefined) return undefined;
    const common = { shell: shellOf(deps), csrfToken: csrfTokenFor(c, 'visit'), action: '/give/details' as const };
    const stamp = deps.watch.stampFor(c, form.values);
    return <GiftDetailsPage {...common} stamp={stamp} form={form} gift={gift} fund={fund} donationId={donationId} />;
  };
  const freshId = () => DonationId.parse(deps.newId('don'));

  routes.get('/details', async (c) => {
    const gift = readChosenGift({ amount: c.req.query('amount'), fund: c.req.query('fund') }, deps.settings.giving);
    const shown = gift === undefined ? undefined : await page(c, gift, emptyForm, freshId());
    return shown === undefined ? c.redirect('/give', 303) : c.html(shown);
  });
  routes.post('/details', deps.doors('giving'), async (c) => {
    const fields = await readForm(c);
    const gift = readChosenGift({ amount: fields.amount, fund: fields.fund }, deps.settings.giving);
    if (gift === undefined) return c.redirect('/give', 303);
    const giver = readGiver(fields);
    const donationId = await idFor(deps, idIn(fields, freshId), giver.ok ? { ...giver.value, ...gift } : undefined);
    const again = async (form: FormState, status: 422 | 503) => {
      const shown = await page(c, gift, form, status === 422 ? donationId : freshId());
      return shown === undefined
        ? c.html(<NoGiftPage shell={shellOf(deps)} why="fund-closed" />, 409)
        : c.html(shown, status);
    };
    const complaint = deps.watch.complaintAbout(c, fields);
    if (complaint !== undefined) return again(refuseField(fields, '', complaint), 422);
    if (!giver.ok) return again(giver, 422);
    return sendToPayment(c, deps, { ...giver.value, ...gift, donationId, link: undefined }, (errors) =>
      again({ ...fillForm(fields), errors }, 503),
    );
  });
}

/**
 * The id that a form's gift has: its page's own. A gift that was pledged under it and is not the one that is asked for
 * now – somebody went back, and put right what they had sent – is left alone: this one is another.
 */
async function idFor(
  { store, newId }: PublicDeps,
  id: DonationId,
  wanted: (Gift & Pick<GiftForm, 'giftAid'>) | undefined,
): Promise<DonationId> {
  const pledged = (await store.get('donation', id))?.value;
  if (pledged === undefined) return id;
  const isSame =
    wanted !== undefined &&
    pledged.amount === wanted.amount &&
    pledged.fundId === wanted.fundId &&
    (pledged.giftAid.state !== 'not-declared') === (wanted.giftAid.declared && wanted.giftAid.noBenefit);
  return isSame ? id : DonationId.parse(newId('don'));
}

/** The page's own id stays with it; one that nobody could have been given is replaced. */
export function idIn(fields: FormFields, freshId: () => DonationId): DonationId {
  const parsed = DonationId.safeParse(fields.donation);
  return parsed.success ? parsed.data : freshId();
}
