import { decideApproval, viewApprovalConformity, viewQueuedApproval } from '@sotevarmenne/api/acme'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ApprovalFacts, ApprovalHistory } from '../acme/approval-shown.tsx'
import { ask, queryClient } from '../api/ask.ts'
import { Done, WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { Decide } from '../service-certificates/decide.tsx'
import { SaveConformity } from '../service-certificates/save-conformity.tsx'
import { Verdicts } from '../service-certificates/verdict-list.tsx'
import { useTexts } from '../texts/index.ts'

/** A standing approval with every automatic check, and the handler's decision. */
export function QueuedApprovalPage() {
  const t = useTexts('acme')
  const ofCertificates = useTexts('certificates')
  const { approvalId = '' } = useParams()
  const [decided, setDecided] = useState<Decision>()
  const queryKey = ['queued-approval', approvalId]
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(viewQueuedApproval, { approvalId }, signal),
  })
  const back = (
    <Actions>
      <PageLink to="operations/certificate-queue">{ofCertificates('backToQueue')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('approval')} back={back} />
  const approval = query.data.value
  return (
    <>
      <PageTitle>{approval.names[0] ?? t('approval')}</PageTitle>
      {decided === undefined ? null : (
        <Done
          key={decided}
          title={ofCertificates('decided')}
          help={ofCertificates(decided === 'check' ? 'decidedHelp.check' : 'decidedHelp')}
        />
      )}
      <ApprovalFacts approval={approval} />
      {approval.hasConformity ? (
        <SaveConformity find={() => ask(viewApprovalConformity, { approvalId })} />
      ) : null}
      <Verdicts verdicts={approval.verdicts} />
      <Decide
        decisions={decisions.filter((decision) => approval.may.includes(decision))}
        nameOf={t}
        help={t('decideHelp')}
        decide={(typed) => ask(decideApproval, { approvalId, ...typed })}
        onDecided={(value, decision) => {
          setDecided(decision)
          queryClient.setQueryData(queryKey, { ok: true, value })
          void queryClient.invalidateQueries({ queryKey: ['approval-queue'] })
        }}
      />
      <ApprovalHistory approval={approval} />
      {back}
    </>
  )
}

const decisions = ['check', 'approve', 'refuse', 'end'] as const
type Decision = (typeof decisions)[number]
