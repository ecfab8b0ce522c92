import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ApiResult } from '../api/call-api.ts'
import { ProblemShown, Unreachable } from './responses.tsx'

type Request<Outcome> = <Value>(
  send: () => Promise<ApiResult<Value>>,
  onDone: (value: Value) => void | Promise<void>,
) => Promise<Outcome>

export type Action = Request<void>
type RunOnConfirm = Request<() => void>

/**
 * An operation of a page: a refusal, or a service that does not respond, is shown where `shown` is placed. A
 * retry sends the same request, and is offered until the input changes. `clear` removes what is shown.
 *
 * `runOnConfirm` is the operation of a `ConfirmStep`, which itself shows that the service does not respond.
 */
export function useAction(): {
  readonly run: Action
  readonly runOnConfirm: RunOnConfirm
  readonly clear: () => void
  readonly isActing: boolean
  readonly shown: ReactNode
} {
  const [problem, setProblem] = useState<ProblemDetails>()
  const [retry, setRetry] = useState<{ readonly run: () => Promise<void> }>()
  const [isActing, setIsActing] = useState(false)

  // A button that is disabled while it runs loses the focus: it is given back, unless something else has
  // taken it.
  const begunFrom = useRef<Element>(null)
  useEffect(() => {
    if (isActing || document.activeElement !== document.body) return
    if (begunFrom.current instanceof HTMLElement) begunFrom.current.focus()
    begunFrom.current = null
  }, [isActing])

  // A retry would send other values than those in the fields by then.
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

  const run: Action = async (send, onDone) => {
    clear()
    begunFrom.current = document.activeElement
    setIsActing(true)
    try {
      const response = await send()
      if (response.ok) await onDone(response.value)
      else setProblem(response.refusal)
    } catch {
      setRetry({ run: () => run(send, onDone) })
    }
    setIsActing(false)
  }

  return {
    run,
    runOnConfirm: async (send, onDone) => {
      clear()
      const response = await send()
      return () => {
        if (response.ok) void onDone(response.value)
        else setProblem(response.refusal)
      }
    },
    clear,
    isActing,
    shown: (
      <>
        {problem === undefined ? null : <ProblemShown problem={problem} />}
        {retry === undefined ? null : <Unreachable onRetry={() => void retry.run()} />}
      </>
    ),
  }
}
