import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Answer } from '../api/ask.ts'
import { ProblemShown, Unreachable } from './answers.tsx'

type Ask<Outcome> = <Value>(
  ask: () => Promise<Answer<Value>>,
  onDone: (value: Value) => void | Promise<void>,
) => Promise<Outcome>

export type Act = Ask<void>
type ActOnYes = Ask<() => void>

/**
 * An act of a page: why it was refused, or that the service does not answer, is shown where `shown` stands. Trying again
 * asks the same once more, and is offered until something else is typed. `clear` takes away what is shown.
 *
 * `actOnYes` is the act of a `ConfirmStep`, which tells itself that the service does not answer.
 */
export function useAct(): {
  readonly act: Act
  readonly actOnYes: ActOnYes
  readonly clear: () => void
  readonly isActing: boolean
  readonly shown: ReactNode
} {
  const [problem, setProblem] = useState<ProblemDetails>()
  const [retry, setRetry] = useState<{ readonly act: () => Promise<void> }>()
  const [isActing, setIsActing] = useState(false)

  // A button that is disabled while it acts loses the focus: it comes back, unless something else has taken it.
  const begunFrom = useRef<Element>(null)
  useEffect(() => {
    if (isActing || document.activeElement !== document.body) return
    if (begunFrom.current instanceof HTMLElement) begunFrom.current.focus()
    begunFrom.current = null
  }, [isActing])

  // What is asked once more would not be what is in the fields by then.
  useEffect(() => {
    if (retry === undefined) return
    const withdraw = () => {
      setRetry(undefined)
    }
    addEventListener('input', withdraw)
    return () => {
      removeEventListener('input', withdraw)
    }
  }, [retry])

  function clear(): void {
    setProblem(undefined)
    setRetry(undefined)
  }

  const act: Act = async (ask, onDone) => {
    clear()
    begunFrom.current = document.activeElement
    setIsActing(true)
    try {
      const answer = await ask()
      if (answer.ok) await onDone(answer.value)
      else setProblem(answer.refusal)
    } catch {
      setRetry({ act: () => act(ask, onDone) })
    }
    setIsActing(false)
  }

  return {
    act,
    actOnYes: async (ask, onDone) => {
      clear()
      const answer = await ask()
      return () => {
        if (answer.ok) void onDone(answer.value)
        else setProblem(answer.refusal)
      }
    },
    clear,
    isActing,
    shown: (
      <>
        {problem === undefined ? null : <ProblemShown problem={problem} />}
        {retry === undefined ? null : <Unreachable onRetry={() => void retry.act()} />}
      </>
    ),
  }
}
