import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import type { FormState } from '../../../shared/web/forms.ts';
import { FindForm } from './find-form.tsx';

export const FindPage = ({ visit, form }: { readonly visit: Visit; readonly form: FormState }) => (
  <ConsolePage visit={visit} title="Find by a reference" above={[]} form={form}>
    <h1 class="govuk-heading-l">Find by a reference</h1>
    <FindForm form={form} csrfToken={visit.csrfToken} />
  </ConsolePage>
);
