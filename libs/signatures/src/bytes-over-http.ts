import { readUpTo } from './read-up-to.ts'

export type Requesting = {
  /** Sent by POST; undefined: GET. */
  readonly request?: { readonly type: string; readonly body: Uint8Array }
  readonly milliseconds: number
  /** Longer responses are aborted as soon as they exceed it. */
  readonly maxBytes: number
}

/** The bytes of the response; undefined when there is no such response within the timeout and size. */
export async function bytesOverHttp(
  url: string,
  { request, milliseconds, maxBytes }: Requesting,
): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, {
      ...(request !== undefined && {
        method: 'POST',
        headers: { 'content-type': request.type },
        body: request.body.slice(),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    })
    return response.ok && response.body !== null
      ? await readUpTo(response.body, maxBytes)
      : undefined
  } catch {
    // The network or the other side failed: the caller gets no response.
    return undefined
  }
}
