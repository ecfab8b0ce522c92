import {
  decideApplication,
  viewConformity,
  viewQueued,
  type Application,
} from '@sotevarmenne/api/service-certificates'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph, Textarea } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import {
  ApplicationFacts,
  ApplicationHistory,
  ApplicationVerdicts,
} from '../service-certificates/application-shown.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** One application with every automatic check, and the handler's decision. */
export function QueuedApplicationPage() {
  const t = useTexts('certificates')
  const { applicationId = '' } = useParams()
  const [isDecided, setIsDecided] = useState(false)
  const { act, shown } = useAct()
  const { data, isError, refetch } = useQuery({
    queryKey: ['queued-application', applicationId],
    queryFn: ({ signal }) => ask(viewQueued, { applicationId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  const back = (
    <Actions>
      <PageLink to="operations/certificate-queue">{t('backToQueue')}</PageLink>
    </Actions>
  )
  if (!data.ok)
    return (
      <>
        <PageTitle>{t('queueHeading')}</PageTitle>
        <ProblemShown problem={data.refusal} />
        {back}
      </>
    )
  const application = data.value
  return (
    <>
      <PageTitle>{application.names[0] ?? t('queueHeading')}</PageTitle>
      {isDecided ? <Done title={t('decided')} help={t('decidedHelp')} /> : null}
      <ApplicationFacts application={application} />
      {application.hasConformity ? (
        <Actions>
          <Button
            variant="secondary"
            onClick={() =>
              void act(
                () => ask(viewConformity, { applicationId }),
                ({ pdf }) => {
                  saveAs('conformity.pdf', fromBase64(pdf))
                },
              )
            }
          >
            {t('saveConformity')}
          </Button>
        </Actions>
      ) : null}
      {shown}
      <ApplicationVerdicts application={application} />
      <Decide
        application={application}
        onDecided={(changed) => {
          setIsDecided(true)
          const answer = { ok: true, value: changed }
          queryClient.setQueryData(['queued-application', applicationId], answer)
          void queryClient.invalidateQueries({ queryKey: ['certificate-queue'] })
        }}
      />
      <ApplicationHistory application={application} />
      {back}
    </>
  )
}

const decisions = ['check', 'approve', 'giveBack', 'refuse'] as const

function Decide({
  application,
  onDecided,
}: {
  application: Application
  onDecided: (application: Application) => void
}) {
  const t = useTexts('certificates')
  const [because, setBecause] = useState('')
  const { act, isActing, shown } = useAct()
  const { applicationId, may } = application
  const possible = decisions.filter((decision) => may.includes(decision))
  if (possible.length === 0) return null
  return (
    <Panel aria-labelledby="decide">
      <Heading variant="h2" id="decide" mb="xs">
        {t('decide')}
      </Heading>
      <Paragraph mb="s">{t('decideHelp')}</Paragraph>
      <Textarea
        id="because"
        labelText={t('decideBecause')}
        value={because}
        onChange={(event) => {
          setBecause(event.target.value)
        }}
        fullWidth
      />
      {shown}
      <Actions>
        {possible.map((decision) => (
          <Button
            key={decision}
            variant={decision === 'check' || decision === 'approve' ? 'default' : 'secondary'}
            disabled={isActing}
            onClick={() =>
              void act(
                () =>
                  ask(decideApplication, {
                    ...{ applicationId, decision },
                    ...(because.trim() === '' ? {} : { because }),
                  }),
                onDecided,
              )
            }
          >
            {t(decision)}
          </Button>
        ))}
      </Actions>
    </Panel>
  )
}
