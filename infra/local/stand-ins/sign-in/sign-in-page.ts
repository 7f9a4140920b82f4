import { html, type Markup, plainPage } from '../plain-page.ts';
import type { DemoPerson } from './people.ts';

const banner = 'Demonstration sign-in: these people are made up, and there are no passwords.';

const button = (person: DemoPerson): Markup => html`
<li><button type="submit" name="person" value="${person.sub}">${person.name} <span>(${person.groups.join(', ')})</span></button></li>`;

/** The page on which one chooses who to be. `again`: somebody is signed in and asked to prove it once more. */
export function choosePersonPage(people: readonly DemoPerson[], again: DemoPerson | undefined): string {
  const title = again === undefined ? 'Who would you like to be?' : 'Show once more who you are';
  return plainPage({
    title: `${title} – demonstration sign-in`,
    banner,
    body: html`
<h1>${title}</h1>
${
  again === undefined
    ? html`<p>Choose a member of staff. In the real service this page asks for a password and a code.</p>`
    : html`<p>What you are about to do is sensitive. You are signed in as ${again.name}: choose that name again to go on.</p>`
}
<form method="post">
<ul class="people">${people.map(button)}</ul>
<button type="submit" class="second" name="cancel" value="yes">Go back without signing in</button>
</form>`,
  });
}

/** A page that says one thing. */
export function noticePage(title: string, said: string): string {
  return plainPage({ title: `${title} – demonstration sign-in`, banner, body: html`<h1>${title}</h1><p>${said}</p>` });
}
