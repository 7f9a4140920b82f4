/** A number that a telephone can dial. */
export const Telephone = ({ number }: { readonly number: string }) => (
  <a class="govuk-link" href={`tel:${number.replace(/[^\d+]/g, '')}`}>
    {number}
  </a>
);
