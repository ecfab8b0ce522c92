import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { concatenate, equalBytes } from '@sotevarmenne/x509/der'
import {
  decodeTimeStampAnswer,
  encodeTimeStampRequest,
  readTimeStampToken,
  type Imprint,
  type TimeStampInfo,
} from './time-stamp.ts'

export type AskTimeStampRefusal = {
  readonly kind:
    | 'time-stamps-unavailable'
    /** The authority answered, with something else than a token for this question. */
    | 'time-stamp-wrong'
}

/** Asks a time-stamp authority for a token over a digest. Whether to believe it is for `verifyTimeStamp` to say. */
export type AskTimeStamp = (imprint: Imprint) => Promise<Result<Uint8Array, AskTimeStampRefusal>>

const timeLimit = 10 * second
const longestAnswer = 64 * 1024

/** By HTTP (RFC 3161 § 3.4). */
export const askTimeStampByHttp =
  (url: string, milliseconds = timeLimit): AskTimeStamp =>
  async (imprint) => {
    // The first bit stays zero: some authorities read the number with its sign.
    const nonce = crypto.getRandomValues(new Uint8Array(16))
    nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
    const question = encodeTimeStampRequest({
      imprint,
      nonce,
      policy: undefined,
      certificates: true,
    })
    const answer = await post(url, question, milliseconds)
    if (answer === undefined) return refuse({ kind: 'time-stamps-unavailable' })
    const token = decodeTimeStampAnswer(answer)
    if (!token.ok) return refuse({ kind: 'time-stamp-wrong' })
    const read = readTimeStampToken(token.value)
    return read.ok && answers(read.value.info, imprint, nonce)
      ? ok(token.value)
      : refuse({ kind: 'time-stamp-wrong' })
  }

const answers = (info: TimeStampInfo, imprint: Imprint, nonce: Uint8Array): boolean =>
  info.imprint.hash === imprint.hash &&
  equalBytes(info.imprint.digest, imprint.digest) &&
  info.nonce !== undefined &&
  equalBytes(info.nonce, nonce)

async function post(
  url: string,
  body: Uint8Array,
  milliseconds: number,
): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: body.slice(),
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    })
    return response.ok ? await readAtMost(response, longestAnswer) : undefined
  } catch {
    // The network or the authority failed: whoever asked is told that there is no time-stamp.
    return undefined
  }
}

/** Stops reading as soon as the answer is longer than any true one. */
async function readAtMost(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader()
  const pieces: Uint8Array[] = []
  for (let length = 0; reader !== undefined;) {
    const piece: { readonly value?: Uint8Array } = await reader.read()
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
