import { expect, test } from 'vitest';
import { renderLetter } from '../../shared/mail/render-letter.ts';
import { exampleSettings } from '../../test/support/public-site.ts';
import { textOfHtml } from '../../test/support/visitor.ts';
import { ExactMail } from './pages/exact-words.tsx';

const siteUrl = 'https://site.example.org';

test.each(['nothing', 'service'] as const)(
  'the mail that is shown (%s) is the mail that is sent, word for word',
  async (mayReveal) => {
    const shown = <ExactMail settings={exampleSettings} siteUrl={siteUrl} mayReveal={mayReveal} title="An email" />;
    const data = { mayReveal, reference: 'SP-XXXXX-XXXXX', statusUrl: `${siteUrl}/status` };
    const sent = renderLetter({ template: 'client-therapist-found', to: 'robin@example.org', data }, exampleSettings);
    const text = sent.text.replaceAll(/\s+/g, ' ').trim();
    expect(textOfHtml(String(await shown))).toBe(`An email From ${sent.from} Subject ${sent.subject} Text ${text}`);
  },
);

test('a mail that may reveal nothing leads nowhere, and says nothing of who wrote it', () => {
  const data = { mayReveal: 'nothing', reference: 'SP-XXXXX-XXXXX', statusUrl: `${siteUrl}/status` } as const;
  const { html, text } = renderLetter(
    { template: 'client-therapist-found', to: 'robin@example.org', data },
    exampleSettings,
  );
  const { charity } = exampleSettings;
  for (const telling of [
    'http',
    'href',
    'SP-XXXXX',
    'site.example.org',
    charity.name,
    charity.serviceName,
    charity.phone,
  ]) {
    expect(`${html} ${text}`).not.toContain(telling);
  }
});
