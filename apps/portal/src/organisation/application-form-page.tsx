import { zodResolver } from '@hookform/resolvers/zod'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import {
  changeApplication,
  draftApplication,
  listApplicableOids,
  serviceProduct,
  viewApplication,
  type Application,
} from '@sotevarmenne/api/service-certificates'
import { useQuery } from '@tanstack/react-query'
import { FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { WillCost } from '../fees/service-price.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import {
  ContactFields,
  ContactOrganisationField,
  factsOf,
  IntermediaryField,
  NamesField,
  namesIn,
  TestVersionField,
  UnitField,
  useBlankFacts,
  useTypedFacts,
} from '../service-certificates/facts-fields.tsx'
import { useTexts } from '../texts/index.ts'

/** A new application, or one that is changed. */
export function ApplicationFormPage() {
  const { organisationId = '', applicationId } = useParams()
  const oids = useQuery({
    queryKey: ['oids', organisationId],
    queryFn: ({ signal }) => ask(listApplicableOids, { organisationId }, signal),
  })
  const before = useQuery({
    queryKey: ['application', applicationId],
    enabled: applicationId !== undefined,
    queryFn: ({ signal }) => ask(viewApplication, { applicationId: applicationId ?? '' }, signal),
  })
  const t = useTexts('certificates')
  const title = t(applicationId === undefined ? 'formHeading' : 'changeHeading')
  // What has come stays, and what was typed over it, when it can't be asked for once more.
  if ([oids, before].some((query) => query.isLoadingError))
    return <UnreachablePage onRetry={() => void Promise.all([oids.refetch(), before.refetch()])} />
  if (oids.data === undefined || (applicationId !== undefined && before.data === undefined))
    return <Fetching />
  const refused = [oids.data, before.data].find((answer) => answer?.ok === false)
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
}: AnswerOf<typeof listApplicableOids> & {
  organisationId: string
  before: Application | undefined
}) {
  const t = useTexts('certificates')
  const href = useHref()
  const navigate = useNavigate()
  const { act, isActing, shown } = useAct()
  const typed = useTypedFacts().extend({
    product: serviceProduct,
    invoiceReference: z.string().trim(),
    intermediary: z.string(),
  })
  const blank = useBlankFacts(oids)
  const kept = before && typedBefore(before)
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      ...blank,
      intermediary: '',
      ...kept,
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
    return act(
      () =>
        before === undefined
          ? ask(draftApplication, { organisationId, ...facts })
          : ask(changeApplication, { applicationId: before.applicationId, ...facts }),
      (application) => {
        const { applicationId } = application
        queryClient.setQueryData(['application', applicationId], { ok: true, value: application })
        void queryClient.invalidateQueries({ queryKey: ['applications', organisationId] })
        void navigate(href(`organisation/${organisationId}/certificates/${applicationId}`))
      },
    )
  }

  return (
    <Panel aria-label={t('formHeading')}>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
          <FormErrors />
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
            {intermediaries.length > 0 || kept?.intermediary ? (
              <IntermediaryField intermediaries={intermediaries} kept={kept?.intermediary ?? ''} />
            ) : isServer ? null : (
              <Paragraph mb="m">{t('noIntermediaries')}</Paragraph>
            )}
            {form.watch('intermediary') === '' ? <ContactOrganisationField /> : null}
          </ContactFields>
          <TextField name="invoiceReference" label={t('invoiceReference')} />
          <WillCost price={prices[form.watch('isTest') ? 'test' : 'actual']} />
          {shown}
          <Button type="submit" disabled={isActing}>
            {t('save')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}

const typedBefore = ({
  names,
  technicalContact: { organisation = '', isKantaIntermediary = false, ...technicalContact },
  ...kept
}: Application) => ({
  ...{ isTest: kept.isTest, unitOid: kept.unitOid, mailbox: kept.mailbox },
  ...{ language: kept.language, names: names.join('\n') },
  ...{ contactName: technicalContact.name, contactEmail: technicalContact.email },
  contactOrganisation: isKantaIntermediary ? '' : organisation,
  intermediary: isKantaIntermediary ? organisation : '',
})
