import type { Fund } from '../../../shared/domain/fund.ts';
import { Select } from '../../../shared/web/components/select.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';

/** Which open fund a gift is for. There may be many. */
export const FundField = ({ funds, form }: { readonly funds: readonly Fund[]; readonly form: FormState }) => (
  <Select
    label="Fund"
    {...fieldOf(form, 'fund')}
    items={[{ value: '', text: 'Choose a fund' }, ...funds.map(({ id, name }) => ({ value: id, text: name }))]}
  />
);
