import type { FormState } from '../../../shared/web/forms.ts';
import type { Visit } from '../visit.ts';
import { ConsolePage } from './console-page.tsx';
import { FindForm } from './find-form.tsx';

export const FindPage = ({ visit, form }: { readonly visit: Visit; readonly form: FormState }) => (
  <ConsolePage visit={visit} title="Find a case" above={[]} form={form}>
    <h1 class="govuk-heading-l">Find a case</h1>
    <FindForm form={form} />
  </ConsolePage>
);
