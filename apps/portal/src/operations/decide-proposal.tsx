import type { ProposalStep, ProposalDecision } from '@sotevarmenne/api/values'
import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'

type Word = 'approve' | 'reject' | 'takeBack'
/** What was done with a proposal. */
export type ProposalDone = 'proposed' | ProposalDecision | 'takenBack'

/** Approves or rejects a proposal under dual control; its proposer can withdraw it. */
export function DecideProposal({
  t,
  title,
  may,
  decide,
  onDecided,
}: {
  t: (word: Word | `${Word}Confirm`) => string
  title: string
  may: readonly ProposalStep[]
  decide: (decision: ProposalDecision) => Promise<ApiResult<unknown>>
  onDecided: (what: ProposalDecision | 'takenBack') => Promise<void>
}) {
  const [requested, setRequested] = useState<ProposalDecision>()
  const { runOnConfirm, shown } = useAction()
  const isOwn = may.includes('withdraw')
  const toReject = isOwn ? 'takeBack' : 'reject'
  const word = requested === 'approved' ? 'approve' : toReject

  async function onYes(): Promise<() => void> {
    if (requested === undefined)
      throw new Error('no proposal is chosen: the confirmation needs one')
    return runOnConfirm(
      () => decide(requested),
      () => onDecided(requested === 'rejected' && isOwn ? 'takenBack' : requested),
    )
  }

  return (
    <>
      {shown}
      <Actions style={{ marginTop: 0 }}>
        {may.includes('approve') ? (
          <Button
            onClick={() => {
              setRequested('approved')
            }}
          >
            {t('approve')}
          </Button>
        ) : null}
        <Button
          variant="secondary"
          onClick={() => {
            setRequested('rejected')
          }}
        >
          {t(toReject)}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={requested !== undefined}
        title={t(`${word}Confirm`)}
        text={title}
        yes={t(word)}
        onYes={onYes}
        onClose={() => {
          setRequested(undefined)
        }}
      />
    </>
  )
}
