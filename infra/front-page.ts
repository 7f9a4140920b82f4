/** What the front of the site says when it turns somebody away before any page of ours is asked. */
export interface FrontNotice {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export const frontNotices = {
  tooMany: {
    title: 'Please wait a little',
    paragraphs: [
      'Our pages have been used very often in a short time from where you are. It may not have been you: many people can share one connection. Nothing that you sent just now has been saved.',
      'Please try again in a quarter of an hour.',
    ],
  },
  tooLarge: {
    title: 'That was too much to send at once',
    paragraphs: ['What you sent has not been saved.', 'Please go back, shorten what you wrote, and send it again.'],
  },
  headersTooLarge: {
    title: 'Your browser sent more than we can read',
    paragraphs: [
      'Nothing has been changed.',
      'Please delete the cookies of this site in your browser, and open the page again.',
    ],
  },
  unavailable: {
    title: 'Our pages cannot be reached just now',
    paragraphs: [
      'It is nothing that you did. If you were sending something, we may or may not have saved it: please look before you send it again.',
      'Please try again in a few minutes.',
    ],
  },
  notFound: {
    title: 'We cannot find that page',
    paragraphs: ['If you typed the address, please check it.'],
  },
} as const satisfies Record<string, FrontNotice>;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A whole page without style, script or picture: nothing of ours may be within reach when it is shown. */
export function frontPage(
  { title, paragraphs }: FrontNotice,
  crisis: readonly { name: string; phone: string }[],
): string {
  const lines = crisis.map(({ name, phone }) => `<li>${escaped(name)}: ${escaped(phone)}</li>`).join('');
  return [
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title></head>`,
    `<body><main><h1>${escaped(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    lines === '' ? '' : `<h2>If you need help now</h2><ul>${lines}</ul>`,
    '</main></body></html>',
  ].join('');
}
