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
import { language } from '@sotevarmenne/api/values'
import { useQuery } from '@tanstack/react-query'
import { Controller, FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { Button, Checkbox, Heading, HintText, InlineAlert, Textarea } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { ChoiceField, SelectField, TextField, useShownError } from '../forms/fields.tsx'
import { fieldId, FormErrors } from '../forms/form-errors.tsx'
import { WillCost } from '../fees/service-price.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { usePageLanguage } from '../texts/dates.ts'
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
  if (oids.isError || before.isError)
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
  prices,
  before,
}: AnswerOf<typeof listApplicableOids> & {
  organisationId: string
  before: Application | undefined
}) {
  const t = useTexts('certificates')
  const shownError = useShownError()
  const pageLanguage = usePageLanguage()
  const href = useHref()
  const navigate = useNavigate()
  const { act, isActing, shown } = useAct()
  const email = z.email({ error: t('emailWrong') })
  const typed = z.object({
    product: serviceProduct,
    isTest: z.boolean(),
    unitOid: z.string(),
    names: z
      .string()
      .trim()
      .min(1, { error: t('namesMissing') }),
    contactName: z
      .string()
      .trim()
      .min(1, { error: t('contactNameMissing') }),
    contactEmail: email,
    contactOrganisation: z.string().trim(),
    mailbox: email,
    language,
    invoiceReference: z.string().trim(),
  })
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      product: before?.product ?? 'server',
      isTest: before?.isTest ?? false,
      unitOid: before?.unitOid ?? oids[0]?.oid ?? '',
      names: before?.names.join('\n') ?? '',
      contactName: before?.technicalContact.name ?? '',
      contactEmail: before?.technicalContact.email ?? '',
      contactOrganisation: before?.technicalContact.organisation ?? '',
      mailbox: before?.mailbox ?? '',
      language: before?.language ?? pageLanguage,
      invoiceReference: before?.invoiceReference ?? '',
    },
    shouldFocusError: false,
  })
  const isServer = form.watch('product') === 'server'
  if (oids.length === 0) return <InlineAlert status="warning">{t('noOids')}</InlineAlert>

  const save = (said: z.output<typeof typed>): Promise<void> => {
    const { product, isTest, unitOid, mailbox } = said
    const facts = {
      ...{ product, isTest, unitOid, mailbox, language: said.language },
      names: product === 'server' ? said.names.split(/[\s,]+/).filter(Boolean) : [said.names],
      technicalContact: {
        name: said.contactName,
        email: said.contactEmail,
        ...(said.contactOrganisation === '' ? {} : { organisation: said.contactOrganisation }),
      },
      ...(said.invoiceReference === '' ? {} : { invoiceReference: said.invoiceReference }),
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
          <Controller
            name="isTest"
            render={({ field }) => (
              <Checkbox
                id={fieldId('isTest')}
                checked={field.value === true}
                hintText={t('isTestHelp')}
                onClick={({ checkboxState }) => {
                  field.onChange(checkboxState)
                }}
              >
                {t('isTest')}
              </Checkbox>
            )}
          />
          <Heading variant="h2" mt="l" mb="xs">
            {t('unit')}
          </Heading>
          <SelectField
            name="unitOid"
            label={t('unit')}
            choices={oids.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` }))}
          />
          <HintText>{t('unitHelp')}</HintText>
          {isServer ? (
            <Controller
              name="names"
              render={({ field, fieldState }) => (
                <Textarea
                  id={fieldId('names')}
                  labelText={t('names')}
                  hintText={t('namesHint')}
                  value={String(field.value)}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  spellCheck={false}
                  autoComplete="off"
                  fullWidth
                  mt="m"
                  mb="m"
                  {...shownError(fieldState.error)}
                />
              )}
            />
          ) : (
            <TextField name="names" label={t('systemName')} hint={t('systemNameHint')} />
          )}
          <Heading variant="h2" mt="l" mb="xs">
            {t('technicalContact')}
          </Heading>
          <HintText>{t('technicalHelp')}</HintText>
          <TextField name="contactName" label={t('contactName')} />
          <TextField name="contactEmail" label={t('contactEmail')} />
          <TextField
            name="contactOrganisation"
            label={t('contactOrganisation')}
            hint={t('contactOrganisationHint')}
          />
          <TextField name="mailbox" label={t('mailbox')} hint={t('mailboxHint')} />
          <SelectField
            name="language"
            label={t('mailLanguage')}
            choices={language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
          />
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
