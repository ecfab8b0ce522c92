import {
  decideRegistrarApplication,
  viewQueuedRegistrar,
  viewTrainingProof,
} from '@sotevarmenne/api/registrars'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, InlineAlert } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import {
  RegistrarChecks,
  RegistrarFacts,
  RegistrarHistory,
} from '../registrars/application-shown.tsx'
import { Decide } from '../service-certificates/decide.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** One application for a registrar with every check, the proof, and the handler's decision. */
export function QueuedRegistrarPage() {
  const t = useTexts('registrars')
  const ofCertificates = useTexts('certificates')
  const { applicationId = '' } = useParams()
  const [isDecided, setIsDecided] = useState(false)
  const { act, isActing, shown } = useAct()
  const queryKey = ['queued-registrar', applicationId]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(viewQueuedRegistrar, { applicationId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to="operations/registrars">{t('backToQueue')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('queueHeading')} back={back} />
  const application = query.data.value
  return (
    <>
      <PageTitle>{application.name}</PageTitle>
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
              void act(
                () => ask(viewTrainingProof, { applicationId }),
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
        <InlineAlert mb="m">{t('decidedByAnother')}</InlineAlert>
      ) : null}
      <Decide
        decisions={decisions.filter((decision) => application.may.includes(decision))}
        nameOf={t}
        help={t('decideHelp')}
        decide={(decided) => ask(decideRegistrarApplication, { applicationId, ...decided })}
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

const decisions = ['approve', 'giveBack', 'refuse'] as const

/** Of a file name: `application/pdf` is `pdf`. */
const endingOf = (mediaType: string): string => mediaType.split('/').at(-1) ?? ''
