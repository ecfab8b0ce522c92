import {
  decideRegistrarApplication,
  viewQueuedRegistrar,
  viewTrainingProof,
  registrarDecision,
} from '@sotevarmenne/api/registrars'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, SecondPersonRequired, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { WhoHasIt } from '../inbox/who-has-it.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import {
  RegistrarChecks,
  RegistrarFacts,
  RegistrarHistory,
} from '../registrars/application-shown.tsx'
import { Decide } from '../service-certificates/decide.tsx'
import { useTexts } from '../texts/index.ts'
import { registrarTexts } from '../registrars/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** One application for a registrar with every check, the proof, and the case officer's decision. */
export function QueuedRegistrarPage() {
  const t = useTexts(registrarTexts)
  const ofCertificates = useTexts(certificateTexts)
  const { applicationId = '' } = useParams()
  const [isDecided, setIsDecided] = useState(false)
  const { run, isActing, shown } = useAction()
  const queryKey = ['queued-registrar', applicationId]
  const query = useApiQuery(queryKey, viewQueuedRegistrar, { applicationId })
  const back = (
    <Actions>
      <PageLink to="operations/registrars">{t('backToQueue')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('queueHeading')} back={back} />
  const application = query.data.value
  return (
    <>
      <PageTitle>{application.name}</PageTitle>
      <WhoHasIt kind="registrar-application" itemId={applicationId} />
      {isDecided ? (
        <Done title={ofCertificates('decided')} help={ofCertificates('decidedHelp')} />
      ) : null}
      <RegistrarFacts application={application} />
      {application.hasProof ? (
        <Actions>
          <Button
            id="proof"
            variant="secondary"
            disabled={isActing}
            onClick={() =>
              void run(
                () => callApi(viewTrainingProof, { applicationId }),
                ({ document, mediaType }) => {
                  saveAs(`training.${endingOf(mediaType)}`, fromBase64(document))
                },
              )
            }
          >
            {t('saveProof')}
          </Button>
        </Actions>
      ) : null}
      {shown}
      <RegistrarChecks application={application} />
      {application.state === 'sent' && application.may.length === 0 ? (
        <SecondPersonRequired />
      ) : null}
      <Decide
        decisions={registrarDecision.options.filter((decision) =>
          application.may.includes(decision),
        )}
        nameOf={t}
        help={t('decideHelp')}
        decide={(decided) => callApi(decideRegistrarApplication, { applicationId, ...decided })}
        onDecided={(value) => {
          setIsDecided(true)
          queryClient.setQueryData(queryKey, { ok: true, value })
          void queryClient.invalidateQueries({ queryKey: ['registrar-queue'] })
        }}
      />
      <RegistrarHistory application={application} />
      {back}
    </>
  )
}

/** The file name extension: `pdf` for `application/pdf`. */
const endingOf = (mediaType: string): string => mediaType.split('/').at(-1) ?? ''
