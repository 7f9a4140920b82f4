import { dayInWords } from '../../../shared/domain/date-words.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import { groupWords } from '../../../shared/domain/group-words.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import type { FormState } from '../../../shared/web/forms.ts';
import type { Shell } from '../public-deps.ts';
import { DonorPage } from './frame.tsx';
import { AmountRadios, FundPurpose } from './give.tsx';

/** Where a fund has its page: its readable address, or its id. */
const fundPath = ({ slug, id }: Pick<Fund, 'slug' | 'id'>): string => `/give/${slug ?? id}`;

interface FundPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly form: FormState;
  readonly fund: Fund;
}

/** One fund: everything its money is bound to stands here before anybody gives. */
export const FundPage = ({ shell, csrfToken, form, fund }: FundPageProps) => (
  <DonorPage shell={shell} title={fund.name} back="/give" form={form}>
    <FormErrors form={form} />
    <h1 class="govuk-heading-xl">{fund.name}</h1>
    <p class="govuk-body-l">{fund.aim}</p>
    <FundPromises fund={fund} />
    <Form action={fundPath(fund)} csrfToken={csrfToken}>
      <AmountRadios form={form} settings={shell.settings} />
      <Button>Continue</Button>
    </Form>
    <p class="govuk-body">
      <a class="govuk-link" href="/give">
        See what else you can give for
      </a>
    </p>
  </DonorPage>
);

const Lines = ({ texts }: { readonly texts: readonly string[] }) => (
  <ul class="govuk-list govuk-!-margin-bottom-0">
    {texts.map((text) => (
      <li>{text}</li>
    ))}
  </ul>
);

function FundPromises({ fund }: Pick<FundPageProps, 'fund'>) {
  const { groups, regions, campaign } = fund.restriction;
  return (
    <SummaryList
      rows={[
        {
          key: 'Whom it helps',
          value:
            groups.length === 0
              ? 'Anybody who asks for our help and cannot pay for it'
              : { text: <Lines texts={groups.map((group) => groupWords[group])} /> },
        },
        {
          key: 'Where',
          value:
            regions.length === 0
              ? 'Wherever we work'
              : { text: <Lines texts={regions.map((region) => regionWords[region])} /> },
        },
        ...(campaign === undefined ? [] : [{ key: 'Appeal', value: campaign }]),
        { key: 'If that is met, or cannot be', value: fund.secondaryPurpose },
        ...(fund.spendBy === undefined ? [] : [{ key: 'To be used by', value: dayInWords(fund.spendBy) }]),
      ]}
    />
  );
}

interface FundNotHerePageProps {
  readonly shell: Shell;
  /** The fund that stood here, when there was one: it is closed, or the day is over by which its money was to be used. */
  readonly ended: Fund | undefined;
  /** The fund that is always open. */
  readonly instead: Fund;
}

const endWords = ({ state, spendBy }: Fund): { readonly title: string; readonly why: string } =>
  state === 'open' && spendBy !== undefined
    ? {
        title: 'This fund has reached its last day',
        why: `was for help until ${dayInWords(spendBy)}. A gift now would come too late to be used for that, so we take none for it.`,
      }
    : { title: 'This fund has closed', why: 'takes no more gifts.' };

/** Whoever follows an old or mistyped address still finds a way to give, and what became of earlier gifts. */
export function FundNotHerePage({ shell, ended, instead }: FundNotHerePageProps) {
  const title = ended === undefined ? 'We cannot find this fund' : endWords(ended).title;
  return (
    <DonorPage shell={shell} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      {ended === undefined ? (
        <p class="govuk-body">
          The address may be mistyped, or a part of it may be missing. Nothing has been taken. You can give for whoever
          needs it most, or choose from all our funds.
        </p>
      ) : (
        <>
          <p class="govuk-body">
            “{ended.name}” {endWords(ended).why} Thank you to everybody who gave to it.
          </p>
          <p class="govuk-body">
            What was promised stays promised. What is left is used as everybody was told: {ended.secondaryPurpose}
          </p>
        </>
      )}
      <h2 class="govuk-heading-m">{instead.name}</h2>
      <p class="govuk-body">
        <FundPurpose fund={instead} />
      </p>
      <Button href={fundPath(instead)}>Give where it is needed most</Button>
      <p class="govuk-body">
        <a class="govuk-link" href="/give">
          See all our funds
        </a>
      </p>
    </DonorPage>
  );
}
