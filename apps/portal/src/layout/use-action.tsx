import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ApiResult } from '../api/call-api.ts'
import { outcomeOrder } from './outcome-order.ts'
import { pausePointer } from './pointer-pause.ts'
import { ProblemShown, Unreachable } from './responses.tsx'

type Request<Outcome> = <Value>(
  send: () => Promise<ApiResult<Value>>,
  onDone: (value: Value) => void | Promise<void>,
  /** True when the page shows the refusal itself, at the fields of a form. */
  onRefused?: (problem: ProblemDetails) => boolean,
) => Promise<Outcome>

export type Action = Request<void>
type RunOnConfirm = Request<() => void>

/**
 * An operation of a page: a refusal, or a service that does not respond, is shown where `shown` is placed. A
 * retry sends the same request, and is offered until the input changes. `clear` removes what is shown. A second
 * press while the first is under way does nothing.
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
  const { mutateAsync, reset, ...action } = useMutation({
    mutationFn: (request: () => Promise<ProblemDetails | undefined>) => request(),
    // A browser that believes it is offline finds out by a request.
    networkMode: 'always',
    // What was sent may be secret: it is forgotten soon after its page is left.
    gcTime: 1000,
  })
  const [refusalOfConfirmed, setRefusalOfConfirmed] = useState<ProblemDetails>()
  const isActing = action.isPending
  // What came of it may have moved the layout.
  useEffect(() => (isActing ? pausePointer : undefined), [isActing])
  const problem = action.data ?? refusalOfConfirmed
  const hasFailed = problem !== undefined || action.isError
  useEffect(() => {
    if (hasFailed) outcomeOrder.noteError()
  }, [hasFailed])

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
    if (!action.isError) return
    addEventListener('input', reset)
    return () => {
      removeEventListener('input', reset)
    }
  }, [action.isError, reset])

  function clear(): void {
    setRefusalOfConfirmed(undefined)
    if (!isActing) reset()
  }

  // Not the rendered state: a second press can come before the page shows the first.
  const isUnderWay = useRef(false)
  async function once<Value>(action: () => Promise<Value>): Promise<Value | undefined> {
    if (isUnderWay.current) return undefined
    isUnderWay.current = true
    try {
      return await action()
    } finally {
      // Now, not when the page shows the result: the second press of a double click may come before that.
      pausePointer()
      isUnderWay.current = false
    }
  }

  const start = (request: () => Promise<ProblemDetails | undefined>): Promise<void> =>
    once(async () => {
      clear()
      begunFrom.current = document.activeElement
      await mutateAsync(request).catch(() => undefined)
    })

  return {
    run: (send, onDone, onRefused) =>
      start(async () => {
        const response = await send()
        if (!response.ok)
          return onRefused?.(response.refusal) === true ? undefined : response.refusal
        outcomeOrder.noteSuccess()
        await onDone(response.value)
        return undefined
      }),
    runOnConfirm: async (send, onDone) => {
      const response = await once(() => {
        clear()
        return send()
      })
      return () => {
        if (response?.ok !== true) {
          setRefusalOfConfirmed(response?.refusal)
          return
        }
        outcomeOrder.noteSuccess()
        void onDone(response.value)
      }
    },
    clear,
    isActing,
    shown: (
      <>
        {problem === undefined ? null : <ProblemShown problem={problem} />}
        {action.isError ? <Unreachable onRetry={() => void start(action.variables)} /> : null}
      </>
    ),
  }
}
