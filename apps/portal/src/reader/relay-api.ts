import type { RelayTicket } from '@sotevarmenne/api/card-relay'
import { refusalShown } from '@sotevarmenne/api/values'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'

export type RelayRefusal =
  | {
      readonly kind: 'cancelled' | 'site-refused' | 'not-supported' | 'wrong-card' | 'reader-failed'
      /** What the reader software says about it, in its own words. */
      readonly said?: string
    }
  /** What the service said to the reader software while it spoke to the card. */
  | { readonly kind: 'service-refused'; readonly refusal: z.infer<typeof refusalShown> }

/**
 * Lets the reader software open its card to the service, by the ticket. It asks the person on its own page first, and PINs
 * are typed there only. Answers what the service says in the end.
 */
export async function relayCard(
  address: string,
  {
    ticket: { ticket, purpose },
    language,
  }: {
    readonly ticket: RelayTicket
    /** Of the page: the reader software gives its reasons in it. */
    readonly language: string
  },
  signal: AbortSignal,
): Promise<Result<unknown, RelayRefusal>> {
  try {
    const response = await fetch(`${address}/relay`, {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ ticket, purpose }),
    })
    // A reader software from before it could do this.
    if (response.status === 404) return refuse({ kind: 'not-supported' })
    return relayOutcomeOf(await response.json())
  } catch {
    return refuse({ kind: signal.aborted ? 'cancelled' : 'reader-failed' })
  }
}

const relayAnswer = z.object({
  status: z.string(),
  reasonCode: z.coerce.number(),
  reasonText: z.string().optional(),
  /** The reader software's own word for what failed; earlier versions say none. */
  because: z.string().optional(),
  outcome: z.unknown().optional(),
  refusal: refusalShown.optional(),
})

/** Reads the answer of `/relay`: what failed is told by `status` and `reasonCode`, as `/sign` does. */
export function relayOutcomeOf(answer: unknown): Result<unknown, RelayRefusal> {
  const { status, reasonCode, reasonText, because, outcome, refusal } = relayAnswer.parse(answer)
  if (status === 'ok') return ok(outcome)
  if (refusal !== undefined) return refuse({ kind: 'service-refused', refusal })
  return refuse({
    kind:
      because === 'version-too-old'
        ? 'not-supported'
        : (refusalKinds[reasonCode] ?? 'reader-failed'),
    ...(reasonText === undefined ? {} : { said: reasonText }),
  })
}

const refusalKinds: {
  readonly [reasonCode: number]: Exclude<RelayRefusal['kind'], 'service-refused'>
} = {
  400: 'wrong-card',
  401: 'cancelled',
  403: 'site-refused',
}
