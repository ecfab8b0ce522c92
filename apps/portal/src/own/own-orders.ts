import { viewDecision, viewOwnOrders } from '@sotevarmenne/api/renewals'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'
import { saveAs } from '../trail/save-as.ts'

export const ownOrdersKey = ['own-orders'] as const

/** The own orders, and which own cards may be renewed. */
export const useOwnOrders = () =>
  useQuery({
    queryKey: ownOrdersKey,
    queryFn: ({ signal }) => ask(viewOwnOrders, {}, signal),
  })

/** Hands the decision to the holder as a file; answers why not, if it is refused. */
export async function saveDecision(orderId: string): Promise<ProblemDetails | undefined> {
  const asked = await ask(viewDecision, { orderId })
  if (!asked.ok) return asked.refusal
  const octets = Uint8Array.from(atob(asked.value.document), (one) => one.charCodeAt(0))
  saveAs(`sotevarmenne-${orderId}.pdf`, octets)
  return undefined
}
