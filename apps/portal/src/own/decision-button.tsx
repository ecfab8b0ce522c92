import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { Button } from 'suomifi-ui-components'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { useTexts } from '../texts/index.ts'
import { saveDecision } from './own-orders.ts'

/** The automatic decision as a file. */
export function DecisionButton({ orderId }: { orderId: string }) {
  const t = useTexts('renewal')
  const common = useTexts('common')
  const [isAsking, setIsAsking] = useState(false)
  const [isUnreachable, setIsUnreachable] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()

  async function save(): Promise<void> {
    setIsAsking(true)
    setIsUnreachable(false)
    try {
      setProblem(await saveDecision(orderId))
    } catch {
      setIsUnreachable(true)
    }
    setIsAsking(false)
  }

  return (
    <>
      <Button
        variant="secondary"
        onClick={() => void save()}
        {...(isAsking ? { loading: true, ariaLoadingText: common('loading') } : {})}
      >
        {t('decision')}
      </Button>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {isUnreachable ? <Unreachable onRetry={() => void save()} /> : null}
    </>
  )
}
