import type { Fund } from '../../../shared/domain/fund.ts';
import { Select } from '../../../shared/web/components/select.tsx';
import { errorOf, type FormState, textOf } from '../../../shared/web/forms.ts';

/** Which open fund a gift is for. There may be many. */
export const FundField = ({ funds, form }: { readonly funds: readonly Fund[]; readonly form: FormState }) => (
  <Select
    name="fund"
    label="Fund"
    value={textOf(form, 'fund')}
    errorMessage={errorOf(form, 'fund')}
    items={[{ value: '', text: 'Choose a fund' }, ...funds.map(({ id, name }) => ({ value: id, text: name }))]}
  />
);
