import { type Context, Hono } from 'hono';
import { DonationId } from '../../../events/values.ts';
import { findGivingLink } from '../../../shared/commands/give.ts';
import { takesGifts } from '../../../shared/domain/fund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { accept, type Outcome, type Refusal, refuse } from '../../../shared/domain/outcome.ts';
import { readCookie, writeCookie } from '../../../shared/web/cookies.ts';
import { csrfTokenFor } from '../../../shared/web/csrf.ts';
import { emptyForm, type FormState, fillForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import type { Gift } from '../gift-choice.ts';
import { findGiftInHand } from '../gift-in-hand.ts';
import { readGiver } from '../giver.ts';
import { GiftDetailsPage } from '../pages/gift-details.tsx';
import { NoGiftPage } from '../pages/give-ends.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';
import { idIn } from './give.tsx';
import { sendToPayment } from './send-to-payment.tsx';

const linkCookie = 'giving';
const cookieSeconds = 60 * 60;

/**
 * A link that a coordinator made: its sum and fund stand. Opening it changes nothing but a short cookie, and leads to
 * an address without the token, which would otherwise stay in the browser's history.
 */
export function createGivingLinkRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const over = (c: Context<WebEnv>, refusal?: Refusal) =>
    c.html(
      <NoGiftPage shell={shellOf(deps)} why={refusal?.code === 'used-already' ? 'link-used' : 'link-over'} />,
      410,
    );
  const freshId = () => DonationId.parse(deps.newId('don'));

  routes.get('/:token', async (c) => {
    const token = c.req.param('token');
    const found = await findGivingLink(deps, token);
    if (!found.ok && (await isInHand(c, deps, token))) return c.redirect('/give/came-back', 303);
    if (!found.ok) return over(c, found.refusal);
    writeCookie(c, linkCookie, token, { maxAgeSeconds: cookieSeconds });
    return c.redirect('/give/link', 303);
  });
  routes.get('/', async (c) => {
    const linked = await findLinkedGift(c, deps);
    return linked.ok ? c.html(linkPage(c, deps, linked.value, emptyForm, freshId())) : over(c, linked.refusal);
  });
  routes.post('/', deps.doors('giving'), async (c) => {
    const fields = await readForm(c);
    const donationId = idIn(fields, freshId);
    const found = await findLinkedGift(c, deps, donationId);
    if (!found.ok) return over(c, found.refusal);
    const linked = found.value;
    const again = (form: FormState) => c.html(linkPage(c, deps, linked, form, donationId), 422);
    const complaint = deps.watch.complaintAbout(c, fields);
    if (complaint !== undefined) return again(refuseField(fields, '', complaint));
    const giver = readGiver(fields);
    if (!giver.ok) return again(giver);
    const { token, gift } = linked;
    return sendToPayment(c, deps, { ...giver.value, ...gift, donationId, link: token }, (errors) =>
      c.html(linkPage(c, deps, linked, { ...fillForm(fields), errors }, freshId()), 503),
    );
  });
  return routes;
}

/** Whether the link is used by the gift that this browser went to pay for: then it leads back to its payment page. */
async function isInHand(c: Context<WebEnv>, deps: PublicDeps, token: string): Promise<boolean> {
  const gift = await findGiftInHand(c, deps);
  const link = await deps.store.get('giving-link', deps.secrets.hashToken(token));
  return gift !== undefined && link?.value.usedBy === gift.donation.id;
}

interface LinkedGift {
  readonly token: string;
  readonly gift: Gift;
  readonly fund: { readonly name: string; readonly aim: string; readonly secondaryPurpose: string };
}

/** @param giftId the gift of the form that is sent: sent again it is still the gift of its link */
async function findLinkedGift(c: Context<WebEnv>, deps: PublicDeps, giftId?: DonationId): Promise<Outcome<LinkedGift>> {
  const token = readCookie(c, linkCookie);
  if (token === undefined) return refuse('not-found', 'nobody came here by a link');
  const link = await findGivingLink(deps, token, giftId);
  if (!link.ok) return link;
  const { amount, fundId } = link.value.value;
  const fund = await deps.store.get('fund', fundId);
  return fund !== undefined && takesGifts(fund.value, localDay(deps.now(), deps.settings.office))
    ? accept({ token, gift: { amount, fundId }, fund: fund.value })
    : refuse('closed', 'the fund takes no more gifts');
}

function linkPage(c: Context<WebEnv>, deps: PublicDeps, linked: LinkedGift, form: FormState, donationId: DonationId) {
  const common = { shell: shellOf(deps), csrfToken: csrfTokenFor(c, 'visit'), action: '/give/link' as const };
  const stamp = deps.watch.stampFor(c, form.values);
  return (
    <GiftDetailsPage
      {...common}
      stamp={stamp}
      form={form}
      gift={linked.gift}
      fund={linked.fund}
      donationId={donationId}
    />
  );
}
