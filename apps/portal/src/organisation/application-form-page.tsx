import { zodResolver } from '@hookform/resolvers/zod'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  changeApplication,
  draftApplication,
  listApplicableOids,
  serviceProduct,
  viewApplication,
  type ApplicationView,
} from '@sotevarmenne/api/service-certificates'
import { useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { atFields } from '../forms/at-fields.ts'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { WillCost } from '../fees/service-price.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import {
  ContactFields,
  ContactOrganisationField,
  factsOf,
  fieldOfFacts,
  IntermediaryField,
  NamesField,
  namesIn,
  TestVersionField,
  UnitField,
  useBlankFacts,
  useTypedFacts,
} from '../service-certificates/facts-fields.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** A new application, or a change of one. */
export function ApplicationFormPage() {
  const { organisationId = '', applicationId } = useParams()
  const oids = useApiQuery(['oids', organisationId], listApplicableOids, { organisationId })
  const before = useApiQuery(
    ['application', applicationId],
    viewApplication,
    { applicationId: applicationId ?? '' },
    { enabled: applicationId !== undefined },
  )
  const t = useTexts(certificateTexts)
  const title = t(applicationId === undefined ? 'formHeading' : 'changeHeading')
  // Earlier data, and input over them, stay when a refresh fails.
  if ([oids, before].some((query) => query.isLoadingError))
    return <UnreachablePage onRetry={() => void Promise.all([oids.refetch(), before.refetch()])} />
  if (oids.data === undefined || (applicationId !== undefined && before.data === undefined))
    return <Fetching />
  const refused = [oids.data, before.data].find((response) => response?.ok === false)
  return (
    <>
      <PageTitle>{title}</PageTitle>
      {refused?.ok === false ? <ProblemShown problem={refused.refusal} /> : null}
      {oids.data.ok && refused === undefined ? (
        <ApplicationForm
          organisationId={organisationId}
          {...oids.data.value}
          before={before.data?.ok === true ? before.data.value : undefined}
        />
      ) : null}
      <Actions>
        <PageLink to={`organisation/${organisationId}/certificates`}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

function ApplicationForm({
  organisationId,
  oids,
  intermediaries,
  prices,
  before,
}: ResponseOf<typeof listApplicableOids> & {
  organisationId: string
  before: ApplicationView | undefined
}) {
  const t = useTexts(certificateTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { run, isActing, shown } = useAction()
  const typed = useTypedFacts().extend({
    product: serviceProduct,
    invoiceReference: z.string().trim(),
    intermediary: z.string(),
  })
  const blank = useBlankFacts(oids)
  const stored = before && typedBefore(before)
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      ...blank,
      intermediary: '',
      ...stored,
      product: before?.product ?? 'server',
      invoiceReference: before?.invoiceReference ?? '',
    },
    shouldFocusError: false,
  })
  const isServer = form.watch('product') === 'server'
  if (oids.length === 0) return <InlineAlert status="warning">{t('noOids')}</InlineAlert>

  const save = (said: z.output<typeof typed>): Promise<void> => {
    const { product, invoiceReference, intermediary } = said
    const { technicalContact, ...rest } = factsOf(said)
    const facts = {
      ...{ ...rest, product },
      technicalContact:
        intermediary === ''
          ? technicalContact
          : { ...technicalContact, organisation: intermediary, isKantaIntermediary: true },
      names: product === 'server' ? namesIn(said.names) : [said.names],
      ...(invoiceReference === '' ? {} : { invoiceReference }),
    }
    return run(
      () =>
        before === undefined
          ? callApi(draftApplication, { organisationId, ...facts })
          : callApi(changeApplication, { applicationId: before.applicationId, ...facts }),
      (application) => {
        const { applicationId } = application
        queryClient.setQueryData(['application', applicationId], { ok: true, value: application })
        void queryClient.invalidateQueries({ queryKey: ['applications', organisationId] })
        void navigate(href(`organisation/${organisationId}/certificates/${applicationId}`))
      },
      atFields(form, fieldOfFacts),
    )
  }

  return (
    <Panel aria-label={t('formHeading')}>
      <Form form={form} onSubmit={save}>
        <ChoiceField
          name="product"
          label={t('product')}
          choices={serviceProduct.options.map((value) => ({
            value,
            label: t(`product.${value}`),
            hint: t(`productHelp.${value}`),
          }))}
        />
        <UnitField oids={oids} />
        {isServer ? (
          <NamesField label={t('names')} hint={t('namesHint')} />
        ) : (
          <TextField name="names" label={t('systemName')} hint={t('systemNameHint')} />
        )}
        <TestVersionField />
        <ContactFields help={t('technicalHelp')} mailboxHint={t('mailboxHint')}>
          {intermediaries.length > 0 || stored?.intermediary ? (
            <IntermediaryField
              intermediaries={intermediaries}
              stored={stored?.intermediary ?? ''}
            />
          ) : isServer ? null : (
            <Paragraph mb="m">{t('noIntermediaries')}</Paragraph>
          )}
          {form.watch('intermediary') === '' ? <ContactOrganisationField /> : null}
        </ContactFields>
        <TextField name="invoiceReference" label={t('invoiceReference')} />
        <WillCost price={prices[form.watch('isTest') ? 'test' : 'actual']} />
        {shown}
        <SubmitButton isActing={isActing}>{t('save')}</SubmitButton>
      </Form>
    </Panel>
  )
}

const typedBefore = ({
  names,
  technicalContact: { organisation = '', isKantaIntermediary = false, ...technicalContact },
  ...stored
}: ApplicationView) => ({
  ...{ isTest: stored.isTest, unitOid: stored.unitOid, mailbox: stored.mailbox },
  ...{ language: stored.language, names: names.join('\n') },
  ...{ contactName: technicalContact.name, contactEmail: technicalContact.email },
  contactOrganisation: isKantaIntermediary ? '' : organisation,
  intermediary: isKantaIntermediary ? organisation : '',
})
