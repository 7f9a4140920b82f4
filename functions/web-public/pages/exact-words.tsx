import { neutralSender, voicemailWords } from '../../../shared/domain/call-words.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Block } from '../../../shared/mail/letter-body.ts';
import { clientTherapistFound } from '../../../shared/mail/templates/client-therapist-found.ts';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';

interface ExactMailProps {
  readonly settings: CharitySettings;
  readonly siteUrl: string;
  readonly mayReveal: 'nothing' | 'service';
  readonly title: string;
}

/**
 * A mail as it will arrive, made from the template that the sender uses, so that what people choose is what they get.
 * The address that its link leads to is shown too: it may say more than the words do.
 */
export function ExactMail({ settings, siteUrl, mayReveal, title }: ExactMailProps) {
  const data = { mayReveal, reference: 'SP-XXXXX-XXXXX', statusUrl: `${siteUrl}/status` };
  const { subject, greeting, blocks, signature } = clientTherapistFound(data, settings);
  return (
    <SummaryList
      card={{ title: { text: title } }}
      rows={[
        { key: 'From', value: settings.mail.neutralFrom },
        { key: 'Subject', value: subject },
        {
          key: 'Text',
          value: {
            text: (
              <>
                <p class="govuk-body">{greeting}</p>
                {blocks.map((block) => (
                  <ExactBlock block={block} />
                ))}
                <p class="govuk-body">
                  {signature.map((line, index) => (
                    <>
                      {index === 0 ? null : <br />}
                      {line}
                    </>
                  ))}
                </p>
              </>
            ),
          },
        },
      ]}
    />
  );
}

function ExactBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return <p class="govuk-body">{block.text}</p>;
    case 'facts':
      return <p class="govuk-body">{block.rows.map(([name, value]) => `${name}: ${value}`).join('; ')}</p>;
    case 'button':
      return <p class="govuk-body">{`${block.label}: ${block.url}`}</p>;
  }
}

/** The only words that are ever left on voicemail. */
export function ExactVoicemail({ settings }: { readonly settings: CharitySettings }) {
  return (
    <SummaryList
      card={{ title: { text: 'A message on voicemail' } }}
      rows={[
        { key: 'From', value: neutralSender(settings) },
        { key: 'What we say', value: `“${voicemailWords(settings)}”` },
      ]}
    />
  );
}
