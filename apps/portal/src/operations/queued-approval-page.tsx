import { decideApproval, viewApprovalConformity, viewQueuedApproval } from '@sotevarmenne/api/acme'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button } from 'suomifi-ui-components'
import { ApprovalFacts, ApprovalHistory, ApprovalVerdicts } from '../acme/approval-shown.tsx'
import { ask, queryClient } from '../api/ask.ts'
import { fromBase64 } from '../documents/base64.ts'
import { Done, Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { Decide } from '../service-certificates/decide.tsx'
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
            decisions={decisions.filter((decision) => approval.may.includes(decision))}
            nameOf={t}
            help={t('decideHelp')}
            decide={(decided) => ask(decideApproval, { approvalId, ...decided })}
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
