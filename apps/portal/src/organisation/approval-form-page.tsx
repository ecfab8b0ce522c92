import { zodResolver } from '@hookform/resolvers/zod'
import { requestApproval } from '@sotevarmenne/api/acme'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { listApplicableOids } from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import type { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { documentOf } from '../forms/document-input.tsx'
import { atFields } from '../forms/at-fields.ts'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { WillCost } from '../fees/service-price.tsx'
import { Loaded, WithoutResponse } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import {
  ConformityInput,
  ContactFields,
  ContactOrganisationField,
  factsOf,
  fieldOfFacts,
  NamesField,
  namesIn,
  TestVersionField,
  UnitField,
  useBlankFacts,
  useTypedFacts,
} from '../service-certificates/facts-fields.tsx'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from '../acme/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** Requests that programs may order certificates of one unit. */
export function ApprovalFormPage() {
  const { organisationId = '' } = useParams()
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const oids = useApiQuery(['oids', organisationId], listApplicableOids, { organisationId })
  // Earlier data, and input over them, stay when a refresh fails.
  if (oids.data === undefined) return <WithoutResponse query={oids} title={t('request')} />
  return (
    <>
      <PageTitle>{t('request')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Loaded query={oids}>
        {(loaded) => <ApprovalForm organisationId={organisationId} {...loaded} />}
      </Loaded>
      <Actions>
        <PageLink to={`organisation/${organisationId}/certificates`}>
          {ofCertificates('backToList')}
        </PageLink>
      </Actions>
    </>
  )
}

function ApprovalForm({
  organisationId,
  oids,
  prices,
}: ResponseOf<typeof listApplicableOids> & { organisationId: string }) {
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { run, isActing, shown } = useAction()
  const [conformity, setConformity] = useState<File>()
  const typed = useTypedFacts()
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: useBlankFacts(oids),
    shouldFocusError: false,
  })
  const unitOid = form.watch('unitOid')
  const isPrivate = oids.some(({ oid, isPrivate: so }) => oid === unitOid && so)
  if (oids.length === 0)
    return <InlineAlert status="warning">{ofCertificates('noOids')}</InlineAlert>

  const send = (said: z.output<typeof typed>): Promise<void> =>
    run(
      async () => {
        const pdf = conformity && (await documentOf(conformity))
        return callApi(requestApproval, {
          ...{ organisationId, ...factsOf(said), names: namesIn(said.names) },
          ...(pdf === undefined ? {} : { conformity: pdf }),
        })
      },
      (approval) => {
        const { approvalId } = approval
        queryClient.setQueryData(['approval', approvalId], { ok: true, value: approval })
        void queryClient.invalidateQueries({ queryKey: ['approvals', organisationId] })
        void navigate(href(`organisation/${organisationId}/approvals/${approvalId}`))
      },
      atFields(form, fieldOfFacts),
    )

  return (
    <Panel aria-label={t('request')}>
      <Form form={form} onSubmit={send}>
        <UnitField oids={oids} />
        <NamesField label={t('names')} hint={t('namesHint')} />
        <TestVersionField />
        {isPrivate ? <ConformityInput onChosen={setConformity} /> : null}
        <ContactFields help={t('contactHelp')} mailboxHint={t('mailboxHint')}>
          <ContactOrganisationField />
        </ContactFields>
        <WillCost price={prices[form.watch('isTest') ? 'test' : 'actual']} />
        {shown}
        <SubmitButton isActing={isActing}>{t('sendRequested')}</SubmitButton>
      </Form>
    </Panel>
  )
}
