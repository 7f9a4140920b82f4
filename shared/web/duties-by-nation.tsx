import { eachNation } from '../domain/nation-words.ts';
import type { CharitySettings } from '../domain/settings.ts';

/** What the law asks of the charity, nation by nation; the headings are of the level that fits where it stands. */
export function DutiesByNation({ settings, level }: { readonly settings: CharitySettings; readonly level: 2 | 3 }) {
  const Heading = level === 2 ? ('h2' as const) : ('h3' as const);
  return (
    <>
      {eachNation(settings).map(({ name, duties }) => (
        <>
          <Heading class="govuk-heading-s govuk-!-margin-bottom-1">{name}</Heading>
          <ul class="govuk-list govuk-list--bullet">
            {duties.map((duty) => (
              <li>{duty}</li>
            ))}
          </ul>
        </>
      ))}
    </>
  );
}
