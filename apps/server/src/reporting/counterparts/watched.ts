import { trouble, type CounterpartTrouble } from '@sotevarmenne/api/counterparts'

/** Whether a call got a usable response; a refusal on its merits is one too. */
export type Outcome =
  | { readonly responded: true }
  | { readonly responded: false; readonly because?: CounterpartTrouble }

type Call = (...given: never[]) => unknown

/** The same port; the outcome of each of its calls is noted. */
export function watched<Port extends object>(port: Port, note: (outcome: Outcome) => void): Port {
  const watchCall =
    (call: Call) =>
    (...given: never[]): unknown => {
      const response = call(...given)
      if (response instanceof Promise)
        response.then(
          (value: unknown) => {
            note(outcomeOf(value))
          },
          (thrown: unknown) => {
            note(failed(thrown))
          },
        )
      return response
    }
  if (typeof port === 'function') return watchCall(port) as unknown as Port
  return Object.fromEntries(
    Object.entries(port).map(([name, member]) => [
      name,
      typeof member === 'function' ? watchCall(member as Call) : (member as unknown),
    ]),
  ) as Port
}

/** Refusals by which a port says that its system gave no usable response end in this word. */
const noResponse = /unavailable$/

function outcomeOf(value: unknown): Outcome {
  const { refusal } = (value ?? {}) as { readonly refusal?: Refusal }
  return refusal !== undefined && noResponse.test(refusal.kind)
    ? withReason(refusal.because)
    : { responded: true }
}

type Refusal = { readonly kind: string; readonly because?: unknown }

function failed(thrown: unknown): Outcome {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError')
    return withReason('no-response-in-time')
  // What fetch throws when it has no connection, or none that may be trusted.
  return withReason(thrown instanceof TypeError ? 'no-connection' : undefined)
}

function withReason(reason: unknown): Outcome {
  const because = trouble.safeParse(reason)
  return { responded: false, ...(because.success && { because: because.data }) }
}
