import type { Context } from 'hono';
import { type GiftForm, pledgeDonation } from '../../../shared/commands/give.ts';
import { type Outcome, refuse } from '../../../shared/domain/outcome.ts';
import type { FieldError } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { rememberGift } from '../gift-in-hand.ts';
import { NoGiftPage } from '../pages/give-ends.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';

const notOpened: FieldError = {
  field: '',
  message:
    'The payment page could not be opened. Nothing has been taken. Please press “Continue to payment” again in a moment',
  href: '',
};

/**
 * Pledges the gift and sends its giver to the payment page.
 * @param again shows the form as it was sent, when the payment page could not be opened. It carries a new id then: no
 * payment can come of the attempt, because nobody ever saw its address, and what is changed on the form counts.
 */
export async function sendToPayment(
  c: Context<WebEnv>,
  deps: PublicDeps,
  gift: GiftForm,
  again: (errors: readonly FieldError[]) => Response | Promise<Response>,
): Promise<Response> {
  const pledged = await pledge(c, deps, gift);
  if (pledged.ok) {
    rememberGift(c, gift.donationId);
    return c.redirect(pledged.value.url, 303);
  }
  const shell = shellOf(deps);
  switch (pledged.refusal.code) {
    case 'closed':
    case 'not-found':
      return c.html(<NoGiftPage shell={shell} why={gift.link === undefined ? 'fund-closed' : 'link-over'} />, 409);
    case 'expired':
      return c.html(<NoGiftPage shell={shell} why="link-over" />, 410);
    case 'used-already':
      return c.html(<NoGiftPage shell={shell} why={gift.link === undefined ? 'made-already' : 'link-used'} />, 409);
    default:
      return again([notOpened]);
  }
}

/** The payment company may be out of reach: the giver reads so on their own form, and we read of it in the log. */
async function pledge(
  c: Context<WebEnv>,
  deps: PublicDeps,
  gift: GiftForm,
): Promise<Outcome<{ readonly url: string }>> {
  try {
    return await pledgeDonation(deps, gift);
  } catch (error) {
    deps.reportFailure({ error, reference: c.var.reference, method: c.req.method, route: c.req.routePath });
    return refuse('changed-meanwhile', 'the payment page could not be opened');
  }
}
