import type Stripe from 'stripe';
import { html, type Markup, plainPage } from '../plain-page.ts';
import { testCards } from './test-means.ts';

const banner = 'Test payments: no money moves. Nothing here is a real bank or a real card.';

const pounds = (pence: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(pence / 100);

const bankDebits = html`
<button type="submit" class="second" name="outcome" value="pay-later-succeeds">Pay by bank debit: the money comes in a while</button>
<button type="submit" class="second" name="outcome" value="pay-later-fails">Pay by bank debit: in a while the bank says no</button>`;

function choices(): Markup[] {
  return Object.entries(testCards).map(
    ([card, { label }], n) => html`
<div class="choice">
<input type="radio" name="card" id="card-${card}" value="${card}"${n === 0 ? html` checked` : undefined}>
<label for="card-${card}">${label}</label>
</div>`,
  );
}

function summary(lines: readonly Stripe.LineItem[]): Markup {
  return html`
<dl>
${lines.map((line) => html`<dt>${line.description ?? ''}</dt><dd>${pounds(line.amount_total)}</dd>`)}
</dl>`;
}

/** The page a donor pays on, while the checkout is open. `problem` says what went wrong with the last attempt. */
export function openCheckoutPage(
  session: Stripe.Checkout.Session,
  lines: readonly Stripe.LineItem[],
  problem?: string,
): string {
  const amount = `${pounds(session.amount_total ?? 0)}${session.mode === 'subscription' ? ' a month' : ''}`;
  const verb = session.submit_type === 'donate' ? 'Donate' : 'Pay';
  return plainPage({
    title: `${problem === undefined ? '' : 'Problem: '}${verb} ${amount} – test payments`,
    banner,
    body: html`
${
  problem === undefined
    ? undefined
    : html`<div class="problem" role="alert" aria-labelledby="problem"><h2 id="problem">There is a problem</h2><p>${problem}</p></div>`
}
<h1>${verb} ${amount}</h1>
${summary(lines)}
<form method="post">
<fieldset>
<legend>Which test card?</legend>
${choices()}
</fieldset>
<button type="submit" name="outcome" value="pay">${verb} ${amount}</button>
${session.mode === 'subscription' ? undefined : bankDebits}
<button type="submit" class="second" name="outcome" value="fail">Pay with a card that is declined</button>
</form>
${session.cancel_url === null ? undefined : html`<p><a href="${session.cancel_url}">Go back without paying</a></p>`}
<p class="hint">To abandon the payment, close this page. The link stays open until ${new Date(session.expires_at * 1000).toLocaleString('en-GB', { timeZone: 'Europe/London', dateStyle: 'long', timeStyle: 'short' })}.</p>`,
  });
}

/** What a used, expired or unknown link shows. */
export function closedCheckoutPage(session: Stripe.Checkout.Session | undefined): string {
  const [title, said] =
    session === undefined
      ? ['This payment link is not known', 'Check that the whole address was copied.']
      : session.status === 'expired'
        ? ['This payment link has expired', 'No money has moved. Go back to the charity’s site to start again.']
        : ['This payment is already done', 'You do not need to do anything else.'];
  return plainPage({ title: `${title} – test payments`, banner, body: html`<h1>${title}</h1><p>${said}</p>` });
}
