import { concatenate } from '@sotevarmenne/x509/der'

export type Asking = {
  /** What is sent by POST; undefined: GET. */
  readonly question?: { readonly type: string; readonly body: Uint8Array }
  readonly milliseconds: number
  /** Longer answers are given up as soon as they are. */
  readonly mostOctets: number
}

/** The octets that an address answers; undefined when it does not answer so, in time and in so many. */
export async function octetsOverHttp(
  url: string,
  { question, milliseconds, mostOctets }: Asking,
): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, {
      ...(question !== undefined && {
        method: 'POST',
        headers: { 'content-type': question.type },
        body: question.body.slice(),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    })
    return response.ok ? await readAtMost(response, mostOctets) : undefined
  } catch {
    // The network or the other side failed: whoever asks is told that there is no answer.
    return undefined
  }
}

async function readAtMost(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader()
  const pieces: Uint8Array[] = []
  for (let length = 0; reader !== undefined;) {
    const piece: { readonly value?: Uint8Array | undefined } = await reader.read()
    if (piece.value === undefined) break
    length += piece.value.length
    if (length > limit) {
      await reader.cancel()
      return undefined
    }
    pieces.push(piece.value)
  }
  return concatenate(...pieces)
}
