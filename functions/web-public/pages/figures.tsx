import { pounds } from '../../../shared/domain/money-words.ts';
import type { PublicFigures } from '../../../shared/domain/public-figures.ts';
import { priceFor } from '../gift-choice.ts';
import type { Shell } from '../public-deps.ts';
import { countsInWords, reckonedInWords, roundedInWords, waitsInWords } from './figure-words.ts';

interface Props {
  readonly shell: Shell;
  readonly figures: PublicFigures | undefined;
}

/** How long people have waited, never how many stand before somebody. */
export const HowLongItTakes = ({ shell, figures }: Props) => (
  <>
    <h2 class="govuk-heading-m">How long it takes</h2>
    {waitsInWords(figures).map((line) => (
      <p class="govuk-body">{line}</p>
    ))}
    {figures === undefined ? null : <p class="govuk-hint">{reckonedInWords(figures, shell.settings)}.</p>}
  </>
);

/** What a place costs and does, and how many people one is missing for. */
export function WhatAPlaceDoes({ shell, figures }: Props) {
  const { giving } = shell.settings;
  return (
    <>
      <h2 class="govuk-heading-m">What a place costs, and what it does</h2>
      <p class="govuk-body">
        A place is therapy for one person: about {giving.sessionsForOnePerson} sessions of about{' '}
        {pounds(giving.sessionPrice)}, so {pounds(priceFor(1, giving))} in all. The therapist is paid from it after each
        session. Who can pay a part does so, and what one person does not need goes to the next.
      </p>
      {figures === undefined ? null : (
        <>
          <ul class="govuk-list govuk-list--bullet">
            {countsInWords(figures).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <p class="govuk-hint">
            {reckonedInWords(figures, shell.settings)}, {roundedInWords}.
          </p>
        </>
      )}
    </>
  );
}
