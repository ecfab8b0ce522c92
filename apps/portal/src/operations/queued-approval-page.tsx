import {
  decideApproval,
  viewApprovalConformity,
  viewQueuedApproval,
  approvalDecision,
  type ApprovalDecision,
} from '@sotevarmenne/api/acme'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ApprovalFacts, ApprovalHistory } from '../acme/approval-shown.tsx'
import { ApprovalNameProofs } from '../service-certificates/name-proofs.tsx'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { WhoHasIt } from '../inbox/who-has-it.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { Decide } from '../service-certificates/decide.tsx'
import { SaveConformity } from '../service-certificates/save-conformity.tsx'
import { Assessments } from '../service-certificates/assessment-list.tsx'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from '../acme/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** An enrolment approval with every automatic check, and the case officer's decision. */
export function QueuedApprovalPage() {
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const { approvalId = '' } = useParams()
  const [decided, setDecided] = useState<ApprovalDecision>()
  const queryKey = ['queued-approval', approvalId]
  const query = useApiQuery(queryKey, viewQueuedApproval, { approvalId })
  const back = (
    <Actions>
      <PageLink to="operations/certificate-queue">{ofCertificates('backToQueue')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('approval')} back={back} />
  const approval = query.data.value
  return (
    <>
      <PageTitle>{approval.names[0] ?? t('approval')}</PageTitle>
      <WhoHasIt kind="enrolment-approval" itemId={approvalId} />
      {decided === undefined ? null : (
        <Done
          key={decided}
          title={ofCertificates('decided')}
          help={ofCertificates(decided === 'check' ? 'decidedHelp.check' : 'decidedHelp')}
        />
      )}
      <ApprovalFacts approval={approval} />
      {approval.hasConformity ? (
        <SaveConformity find={() => callApi(viewApprovalConformity, { approvalId })} />
      ) : null}
      {approval.state === 'requested' || approval.state === 'checked' ? (
        <ApprovalNameProofs approvalId={approvalId} isOwn={false} />
      ) : null}
      <Assessments assessments={approval.assessments} />
      <Decide
        decisions={approvalDecision.options.filter((decision) => approval.may.includes(decision))}
        nameOf={t}
        help={t('decideHelp')}
        signs={{ toSign: approval.toSign }}
        decide={(typed) => callApi(decideApproval, { approvalId, ...typed })}
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
