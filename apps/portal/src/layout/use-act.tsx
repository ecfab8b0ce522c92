import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState, type ReactNode } from 'react'
import type { Answer } from '../api/ask.ts'
import { ProblemShown, Unreachable } from './answers.tsx'

/** An act of a page: why it was refused, or that the service does not answer, is shown where `shown` stands. */
export function useAct(): {
  readonly act: <Value>(
    ask: () => Promise<Answer<Value>>,
    onDone: (value: Value) => void,
  ) => Promise<void>
  readonly isActing: boolean
  readonly shown: ReactNode
} {
  const [problem, setProblem] = useState<ProblemDetails>()
  const [retry, setRetry] = useState<{ readonly act: () => Promise<void> }>()
  const [isActing, setIsActing] = useState(false)

  async function act<Value>(
    ask: () => Promise<Answer<Value>>,
    onDone: (value: Value) => void,
  ): Promise<void> {
    setProblem(undefined)
    setRetry(undefined)
    setIsActing(true)
    try {
      const answer = await ask()
      if (answer.ok) onDone(answer.value)
      else setProblem(answer.refusal)
    } catch {
      setRetry({ act: () => act(ask, onDone) })
    }
    setIsActing(false)
  }

  return {
    act,
    isActing,
    shown: (
      <>
        {problem === undefined ? null : <ProblemShown problem={problem} />}
        {retry === undefined ? null : <Unreachable onRetry={() => void retry.act()} />}
      </>
    ),
  }
}
