import { SummaryList } from '../../../shared/web/components/summary-list.tsx';

interface KeepThisProps {
  readonly rows: readonly { readonly key: string; readonly value: string }[];
}

/** What somebody may want to write down: set large, to be copied without mistakes. */
export const KeepThis = ({ rows }: KeepThisProps) => (
  <SummaryList
    classes="govuk-summary-list--no-border"
    rows={rows.map(({ key, value }) => ({
      key,
      value: { text: <strong class="govuk-!-font-size-24">{value}</strong> },
    }))}
  />
);
