import type { Block, LetterBody } from '../letter-body.ts';

// Mail programs drop style sheets: what a letter looks like stands on its elements. Nothing is fetched from anywhere.
const page = 'margin:0;padding:24px;background:#ffffff;color:#0b0c0c;font-family:Arial,Helvetica,sans-serif';
const column = 'max-width:600px;font-size:18px;line-height:1.5';
const cell = 'padding:6px 24px 6px 0;text-align:left;vertical-align:top';
const link =
  'display:inline-block;padding:12px 20px;background:#1d5a54;color:#ffffff;font-weight:bold;text-decoration:none';

function HtmlBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'facts':
      return (
        <table style="border-collapse:collapse">
          <tbody>
            {block.rows.map(([name, value]) => (
              <tr>
                <th scope="row" style={cell}>
                  {name}
                </th>
                <td style={cell}>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      );
    case 'button':
      return (
        <p>
          <a href={block.url} rel="noreferrer" style={link}>
            {block.label}
          </a>
        </p>
      );
  }
}

/** A letter as an HTML document: one column, readable without images because there are none. */
const HtmlLetter = ({ subject, greeting, blocks, signature }: LetterBody) => (
  <html lang="en-GB">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{subject}</title>
    </head>
    <body style={page}>
      <main style={column}>
        <p>{greeting}</p>
        {blocks.map((block) => (
          <HtmlBlock block={block} />
        ))}
        <p>
          {signature.map((line, index) => (
            <>
              {index === 0 ? '' : <br />}
              {line}
            </>
          ))}
        </p>
      </main>
    </body>
  </html>
);

/** The letter as HTML; everything that came from people is escaped. */
export const asHtml = (body: LetterBody): string => `<!DOCTYPE html>\n${String(<HtmlLetter {...body} />)}\n`;
