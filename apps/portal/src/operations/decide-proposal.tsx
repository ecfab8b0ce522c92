import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import type { Answer } from '../api/ask.ts'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'

type Word = 'approve' | 'reject' | 'takeBack'
type Decision = 'approved' | 'rejected'

/** Approves or rejects what one proposed and another decides; whoever proposed it takes it back. */
export function DecideProposal({
  t,
  title,
  mayApprove,
  isOwn,
  decide,
  onDecided,
}: {
  t: (word: Word | `${Word}Confirm`) => string
  title: string
  mayApprove: boolean
  isOwn: boolean
  decide: (decision: Decision) => Promise<Answer<unknown>>
  onDecided: (what: Decision | 'takenBack') => Promise<void>
}) {
  const [asked, setAsked] = useState<Decision>()
  const { actOnYes, shown } = useAct()
  const toReject = isOwn ? 'takeBack' : 'reject'
  const word = asked === 'approved' ? 'approve' : toReject

  async function onYes(): Promise<() => void> {
    if (asked === undefined) throw new Error('The question is shown only once it is asked')
    return actOnYes(
      () => decide(asked),
      () => onDecided(asked === 'rejected' && isOwn ? 'takenBack' : asked),
    )
  }

  return (
    <>
      {shown}
      <Actions style={{ marginTop: 0 }}>
        {mayApprove ? (
          <Button
            onClick={() => {
              setAsked('approved')
            }}
          >
            {t('approve')}
          </Button>
        ) : null}
        <Button
          variant="secondary"
          onClick={() => {
            setAsked('rejected')
          }}
        >
          {t(toReject)}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={asked !== undefined}
        title={t(`${word}Confirm`)}
        text={title}
        yes={t(word)}
        onYes={onYes}
        onClose={() => {
          setAsked(undefined)
        }}
      />
    </>
  )
}
