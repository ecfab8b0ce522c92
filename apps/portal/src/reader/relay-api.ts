import type { RelayTicketView } from '@sotevarmenne/api/card-relay'
import { refusalShown } from '@sotevarmenne/api/values'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'

export type RelayRefusal =
  | {
      readonly kind:
        | 'cancelled'
        | 'site-refused'
        | 'not-supported'
        | 'wrong-card'
        | 'command-refused'
        | 'reader-failed'
      /** The message of the card reader software. */
      readonly said?: string
    }
  /** What the service returned to the card reader software during the relay. */
  | { readonly kind: 'service-refused'; readonly refusal: z.infer<typeof refusalShown> }

/**
 * Lets the card reader software connect its card to the service, by the ticket. It asks the person on its own
 * page first, and PINs are typed there only. Returns the final result of the service.
 */
export async function relayCard(
  address: string,
  {
    ticket: { ticket, purpose },
    holder,
    language,
  }: {
    readonly ticket: RelayTicketView
    /** Who gets the card: the card reader software shows it. */
    readonly holder?: string | undefined
    /** The page's language: the card reader software gives its reasons in it. */
    readonly language: string
  },
  signal: AbortSignal,
): Promise<Result<unknown, RelayRefusal>> {
  try {
    const response = await fetch(`${address}/relay`, {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ ticket, purpose, holder }),
    })
    // A release of the card reader software without this feature.
    if (response.status === 404) return refuse({ kind: 'not-supported' })
    return relayOutcomeOf(await response.json())
  } catch {
    return refuse({ kind: signal.aborted ? 'cancelled' : 'reader-failed' })
  }
}

const relayResponse = z.object({
  status: z.string(),
  reasonCode: z.coerce.number(),
  reasonText: z.string().optional(),
  /** The card reader software's own code for the failure; earlier versions send none. */
  because: z.string().optional(),
  outcome: z.unknown().optional(),
  refusal: refusalShown.optional(),
})

/** Reads the response of `/relay`: failures are in `status` and `reasonCode`, as in `/sign`. */
export function relayOutcomeOf(response: unknown): Result<unknown, RelayRefusal> {
  const { status, reasonCode, reasonText, because, outcome, refusal } =
    relayResponse.parse(response)
  if (status === 'ok') return ok(outcome)
  if (refusal !== undefined) return refuse({ kind: 'service-refused', refusal })
  return refuse({
    kind: refusalKindsByCode[because ?? ''] ?? refusalKinds[reasonCode] ?? 'reader-failed',
    ...(reasonText === undefined ? {} : { said: reasonText }),
  })
}

const refusalKindsByCode: {
  readonly [because: string]: Exclude<RelayRefusal['kind'], 'service-refused'>
} = { 'version-too-old': 'not-supported', 'command-refused': 'command-refused' }

const refusalKinds: {
  readonly [reasonCode: number]: Exclude<RelayRefusal['kind'], 'service-refused'>
} = {
  400: 'wrong-card',
  401: 'cancelled',
  403: 'site-refused',
}
