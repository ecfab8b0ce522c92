import { zodResolver } from '@hookform/resolvers/zod'
import { askApproval } from '@sotevarmenne/api/acme'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { listApplicableOids } from '@sotevarmenne/api/service-certificates'
import { language } from '@sotevarmenne/api/values'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Controller, FormProvider, useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import {
  Button,
  Checkbox,
  FileInput,
  Heading,
  HintText,
  InlineAlert,
  Paragraph,
  Textarea,
} from 'suomifi-ui-components'
import { z } from 'zod'
import { ask, queryClient } from '../api/ask.ts'
import { toBase64 } from '../documents/base64.ts'
import { SelectField, TextField, useShownError } from '../forms/fields.tsx'
import { fieldId, FormErrors } from '../forms/form-errors.tsx'
import { WillCost } from '../fees/service-price.tsx'
import { Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** Asks that programs may order certificates of one unit. */
export function ApprovalFormPage() {
  const { organisationId = '' } = useParams()
  const t = useTexts('acme')
  const ofCertificates = useTexts('certificates')
  const oids = useQuery({
    queryKey: ['oids', organisationId],
    queryFn: ({ signal }) => ask(listApplicableOids, { organisationId }, signal),
  })
  if (oids.isError) return <UnreachablePage onRetry={() => void oids.refetch()} />
  if (oids.data === undefined) return <Fetching />
  return (
    <>
      <PageTitle>{t('ask')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      {oids.data.ok ? (
        <ApprovalForm organisationId={organisationId} {...oids.data.value} />
      ) : (
        <ProblemShown problem={oids.data.refusal} />
      )}
      <Actions>
        <PageLink to={`organisation/${organisationId}/certificates`}>
          {ofCertificates('backToList')}
        </PageLink>
      </Actions>
    </>
  )
}

/** In bytes. */
const largestConformity = 5 * 1024 * 1024

function ApprovalForm({
  organisationId,
  oids,
  prices,
}: AnswerOf<typeof listApplicableOids> & { organisationId: string }) {
  const t = useTexts('acme')
  const ofCertificates = useTexts('certificates')
  const documents = useTexts('documents')
  const shownError = useShownError()
  const pageLanguage = usePageLanguage()
  const href = useHref()
  const navigate = useNavigate()
  const { act, isActing, shown } = useAct()
  const [conformity, setConformity] = useState<File>()
  const email = z.email({ error: ofCertificates('emailWrong') })
  const typed = z.object({
    isTest: z.boolean(),
    unitOid: z.string(),
    names: z
      .string()
      .trim()
      .min(1, { error: ofCertificates('namesMissing') }),
    contactName: z
      .string()
      .trim()
      .min(1, { error: ofCertificates('contactNameMissing') }),
    contactEmail: email,
    contactOrganisation: z.string().trim(),
    mailbox: email,
    language,
  })
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      ...{ isTest: false, unitOid: oids[0]?.oid ?? '', names: '', mailbox: '' },
      ...{ contactName: '', contactEmail: '', contactOrganisation: '', language: pageLanguage },
    },
    shouldFocusError: false,
  })
  const unitOid = form.watch('unitOid')
  const isPrivate = oids.some(({ oid, isPrivate: so }) => oid === unitOid && so)
  const isTooLarge = conformity !== undefined && conformity.size > largestConformity
  if (oids.length === 0)
    return <InlineAlert status="warning">{ofCertificates('noOids')}</InlineAlert>

  const send = (said: z.output<typeof typed>): Promise<void> =>
    act(
      async () => {
        const { isTest, mailbox, contactName, contactEmail, contactOrganisation } = said
        const pdf = conformity && toBase64(new Uint8Array(await conformity.arrayBuffer()))
        return ask(askApproval, {
          ...{ organisationId, isTest, unitOid: said.unitOid, mailbox, language: said.language },
          names: said.names.split(/[\s,]+/).filter(Boolean),
          technicalContact: {
            ...{ name: contactName, email: contactEmail },
            ...(contactOrganisation === '' ? {} : { organisation: contactOrganisation }),
          },
          ...(pdf === undefined ? {} : { conformity: pdf }),
        })
      },
      (approval) => {
        const { approvalId } = approval
        queryClient.setQueryData(['approval', approvalId], { ok: true, value: approval })
        void queryClient.invalidateQueries({ queryKey: ['approvals', organisationId] })
        void navigate(href(`organisation/${organisationId}/approvals/${approvalId}`))
      },
    )

  return (
    <Panel aria-label={t('ask')}>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(send)(event)}>
          <FormErrors />
          <SelectField
            name="unitOid"
            label={ofCertificates('unit')}
            choices={oids.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` }))}
          />
          <HintText>{ofCertificates('unitHelp')}</HintText>
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
          <Controller
            name="isTest"
            render={({ field }) => (
              <Checkbox
                id={fieldId('isTest')}
                checked={field.value === true}
                hintText={ofCertificates('isTestHelp')}
                onClick={({ checkboxState }) => {
                  field.onChange(checkboxState)
                }}
              >
                {ofCertificates('isTest')}
              </Checkbox>
            )}
          />
          {isPrivate ? (
            <FileInput
              id="conformity"
              labelText={ofCertificates('conformity')}
              hintText={ofCertificates('conformityHint')}
              inputButtonText={documents('chooseFile')}
              dragAreaText={documents('dragFile')}
              removeFileText={documents('removeFile')}
              addedFileAriaText={documents('fileAdded')}
              accept="application/pdf"
              fullWidth
              onChange={(files) => {
                setConformity(files[0])
              }}
              {...(isTooLarge
                ? { status: 'error' as const, statusText: ofCertificates('conformityTooLarge') }
                : {})}
            />
          ) : null}
          <Heading variant="h2" mt="l" mb="xs">
            {ofCertificates('technicalContact')}
          </Heading>
          <HintText>{t('contactHelp')}</HintText>
          <TextField name="contactName" label={ofCertificates('contactName')} />
          <TextField name="contactEmail" label={ofCertificates('contactEmail')} />
          <TextField
            name="contactOrganisation"
            label={ofCertificates('contactOrganisation')}
            hint={ofCertificates('contactOrganisationHint')}
          />
          <TextField name="mailbox" label={ofCertificates('mailbox')} hint={t('mailboxHint')} />
          <SelectField
            name="language"
            label={ofCertificates('mailLanguage')}
            choices={language.options.map((value) => ({
              value,
              label: ofCertificates(`language.${value}`),
            }))}
          />
          <WillCost price={prices[form.watch('isTest') ? 'test' : 'actual']} />
          {shown}
          <Button type="submit" disabled={isActing || isTooLarge}>
            {t('sendAsked')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}
