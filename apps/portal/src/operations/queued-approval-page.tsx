import {
  decideApproval,
  viewApprovalConformity,
  viewQueuedApproval,
  type StandingApprovalShown,
} from '@sotevarmenne/api/acme'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph, Textarea } from 'suomifi-ui-components'
import { ApprovalFacts, ApprovalHistory, ApprovalVerdicts } from '../acme/approval-shown.tsx'
import { ask, queryClient } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

/** A standing approval with every automatic check, and the handler's decision. */
export function QueuedApprovalPage() {
  const t = useTexts('acme')
  const ofCertificates = useTexts('certificates')
  const { approvalId = '' } = useParams()
  const [isDecided, setIsDecided] = useState(false)
  const { act, shown } = useAct()
  const queryKey = ['queued-approval', approvalId]
  const { data, isError, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(viewQueuedApproval, { approvalId }, signal),
  })
  if (isError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  const approval = data.ok ? data.value : undefined
  return (
    <>
      <PageTitle>{approval?.names[0] ?? t('approval')}</PageTitle>
      {data.ok ? null : <ProblemShown problem={data.refusal} />}
      {isDecided ? (
        <Done title={ofCertificates('decided')} help={ofCertificates('decidedHelp')} />
      ) : null}
      {approval === undefined ? null : (
        <>
          <ApprovalFacts approval={approval} />
          {approval.hasConformity ? (
            <Actions>
              <Button
                variant="secondary"
                onClick={() =>
                  void act(
                    () => ask(viewApprovalConformity, { approvalId }),
                    ({ pdf }) => {
                      saveAs('conformity.pdf', fromBase64(pdf))
                    },
                  )
                }
              >
                {ofCertificates('saveConformity')}
              </Button>
            </Actions>
          ) : null}
          {shown}
          <ApprovalVerdicts approval={approval} />
          <Decide
            approval={approval}
            onDecided={(value) => {
              setIsDecided(true)
              queryClient.setQueryData(queryKey, { ok: true, value })
              void queryClient.invalidateQueries({ queryKey: ['approval-queue'] })
            }}
          />
          <ApprovalHistory approval={approval} />
        </>
      )}
      <Actions>
        <PageLink to="operations/certificate-queue">{ofCertificates('backToQueue')}</PageLink>
      </Actions>
    </>
  )
}

const decisions = ['check', 'approve', 'refuse', 'end'] as const

function Decide({
  approval,
  onDecided,
}: {
  approval: StandingApprovalShown
  onDecided: (approval: StandingApprovalShown) => void
}) {
  const t = useTexts('acme')
  const ofCertificates = useTexts('certificates')
  const [because, setBecause] = useState('')
  const { act, isActing, shown } = useAct()
  const { approvalId, may } = approval
  const possible = decisions.filter((decision) => may.includes(decision))
  if (possible.length === 0) return null
  return (
    <Panel aria-labelledby="decide">
      <Heading variant="h2" id="decide" mb="xs">
        {ofCertificates('decide')}
      </Heading>
      <Paragraph mb="s">{t('decideHelp')}</Paragraph>
      <Textarea
        id="because"
        labelText={ofCertificates('decideBecause')}
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
                  ask(decideApproval, {
                    ...{ approvalId, decision },
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
