import { dialLink } from '../../../shared/web/dial-link.ts';

/** A number that a telephone can dial. */
export const Telephone = ({ number }: { readonly number: string }) => (
  <a class="govuk-link" href={dialLink({ phone: number })}>
    {number}
  </a>
);
