import {
  attachTrainingProof,
  sendRegistrarApplication,
  viewRegistrarApplication,
  withdrawRegistrarApplication,
  type RegistrarApplicationView,
} from '@sotevarmenne/api/registrars'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { DocumentInput, documentOf, isTooLarge } from '../forms/document-input.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import {
  RegistrarChecks,
  RegistrarFacts,
  RegistrarHistory,
} from '../registrars/application-shown.tsx'
import { IfWrong } from '../service-certificates/if-wrong.tsx'
import { useTexts } from '../texts/index.ts'
import { registrarTexts } from '../registrars/texts.ts'

/** One application for a registrar, with everything that its organisation may do with it. */
export function RegistrarApplicationPage() {
  const t = useTexts(registrarTexts)
  const { organisationId = '', applicationId = '' } = useParams()
  const steps = useAction()
  const query = useApiQuery(['registrar-application', applicationId], viewRegistrarApplication, {
    applicationId,
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/registrars`}>{t('backToList')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('application')} back={back} />
  const application = query.data.value
  const keep = (changed: RegistrarApplicationView): void => {
    // The reason of an earlier refusal may have been corrected.
    steps.clear()
    queryClient.setQueryData(['registrar-application', applicationId], { ok: true, value: changed })
    void queryClient.invalidateQueries({ queryKey: ['registrar-applications', organisationId] })
  }
  return (
    <>
      <PageTitle>{application.name}</PageTitle>
      <RegistrarFacts application={application} />
      {application.may.includes('change') ? (
        <Proof application={application} onChanged={keep} />
      ) : null}
      <RegistrarChecks application={application} />
      <Steps application={application} onChanged={keep} steps={steps} />
      {application.state === 'refused' ? <IfWrong organisationId={organisationId} /> : null}
      <RegistrarHistory application={application} />
      {back}
    </>
  )
}

type Changing = {
  application: RegistrarApplicationView
  onChanged: (application: RegistrarApplicationView) => void
}

function Proof({ application: { applicationId, hasProof }, onChanged }: Changing) {
  const t = useTexts(registrarTexts)
  const { run, clear, shown } = useAction()
  const [isLarge, setIsLarge] = useState(false)
  const attach = (file: File | undefined): void => {
    clear()
    setIsLarge(file !== undefined && isTooLarge(file))
    if (file === undefined || isTooLarge(file)) return
    void run(
      async () => callApi(attachTrainingProof, { applicationId, document: await documentOf(file) }),
      onChanged,
    )
  }
  return (
    <Panel aria-labelledby="proof-heading">
      <Heading variant="h2" id="proof-heading" mb="xs">
        {t('proof')}
      </Heading>
      {hasProof ? <Done title={t('proofThere')} help={t('attachHelp')} /> : null}
      {hasProof ? null : <Paragraph mb="s">{t('attachHelp')}</Paragraph>}
      <DocumentInput
        id="proof"
        label={t('attachProof')}
        error={isLarge ? { status: 'error', statusText: t('proofTooLarge') } : {}}
        onChosen={attach}
      />
      {shown}
    </Panel>
  )
}

function Steps({
  application,
  onChanged,
  steps: { run, runOnConfirm, isActing, shown },
}: Changing & { steps: ReturnType<typeof useAction> }) {
  const t = useTexts(registrarTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [done, setDone] = useState<'sent' | 'withdrawn'>()
  const { applicationId, may, organisation } = application
  if (may.length === 0 && done === undefined) return null
  return (
    <Panel aria-label={t('steps')}>
      {done === undefined ? null : <Done key={done} title={t(done)} help={t(helpOf[done])} />}
      {shown}
      <Actions>
        {may.includes('send') ? (
          <Button
            id="send"
            disabled={isActing}
            onClick={() =>
              void run(
                () => callApi(sendRegistrarApplication, { applicationId }),
                (changed) => {
                  setDone('sent')
                  onChanged(changed)
                },
              )
            }
          >
            {t('send')}
          </Button>
        ) : null}
        {may.includes('change') ? (
          <Button
            variant="secondary"
            onClick={() =>
              void navigate(
                href(
                  `organisation/${organisation.organisationId}/registrars/${applicationId}/change`,
                ),
              )
            }
          >
            {t('change')}
          </Button>
        ) : null}
        {may.includes('withdraw') ? (
          <ConfirmButton
            id="withdraw"
            label={t('withdraw')}
            title={t('withdrawSure')}
            text={t('withdrawText')}
            onYes={() =>
              runOnConfirm(
                () => callApi(withdrawRegistrarApplication, { applicationId }),
                (changed) => {
                  setDone('withdrawn')
                  onChanged(changed)
                },
              )
            }
          />
        ) : null}
      </Actions>
    </Panel>
  )
}

/** Help texts of the operation just done. */
const helpOf = { sent: 'sentHelp', withdrawn: 'withdrawnHelp' } as const
