import { readAtMost } from './read-at-most.ts'

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
    return response.ok && response.body !== null
      ? await readAtMost(response.body, mostOctets)
      : undefined
  } catch {
    // The network or the other side failed: whoever asks is told that there is no answer.
    return undefined
  }
}
