import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { callNext, takeVisitStep, viewDay, type Visit } from '@sotevarmenne/api/visits'
import { useState } from 'react'
import { Button, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

/** The visit by which the person at the desk came: what for, at what fee; ended when all is done. */
export function VisitServed({ visit, onServed }: { visit: Visit; onServed: () => void }) {
  const t = useTexts('points')
  const words = useTexts('words')
  const { clock } = useDates()
  const money = useMoney()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function end(): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const served = await ask(takeVisitStep, { visitId: visit.visitId, step: 'serve' })
      if (!served.ok) {
        setProblem(served.refusal)
        return
      }
      void queryClient.invalidateQueries({ queryKey: ['day-of-visits'] })
      onServed()
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Panel aria-label={t('serving')}>
      <Paragraph>
        <strong>{`${clock(visit.startsAt)} ${visit.contact?.name ?? t('forgotten')}`}</strong>
        {' · '}
        {visit.services.map((one) => words(`pointService.${one}`)).join(', ')}
        {' · '}
        {visit.feeCents === 0 ? t('free') : money(visit.feeCents)}
        {' · '}
        {words(`language.${visit.language}`)}
      </Paragraph>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {isUnreachable ? <Unreachable onRetry={() => void end()} /> : null}
      <Actions>
        <Button variant="secondary" onClick={() => void end()}>
          {t('step.serve')}
        </Button>
      </Actions>
    </Panel>
  )
}

/** Calls whoever is next in the queue: the visit comes along, and its name is looked for. */
export function CallNext({
  onCalled,
  onProblem,
}: {
  onCalled: (visit: Visit) => void
  onProblem: (problem: ProblemDetails | undefined) => void
}) {
  const t = useTexts('points')
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function call(): Promise<void> {
    onProblem(undefined)
    setIsUnreachable(false)
    try {
      const called = await ask(callNext, {})
      if (!called.ok) {
        onProblem(called.refusal)
        return
      }
      const day = await ask(viewDay, {})
      const visit = day.ok
        ? day.value.visits.find(({ visitId }) => visitId === called.value.visitId)
        : undefined
      if (visit !== undefined) onCalled(visit)
      void queryClient.invalidateQueries({ queryKey: ['day-of-visits'] })
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <>
      <Button variant="secondary" onClick={() => void call()}>
        {t('callNext')}
      </Button>
      {isUnreachable ? <Unreachable onRetry={() => void call()} /> : null}
    </>
  )
}
