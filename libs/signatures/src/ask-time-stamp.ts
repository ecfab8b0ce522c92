import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { octetsOverHttp } from './octets-over-http.ts'
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

/** Where no authority is known. */
export const noTimeStamps: AskTimeStamp = () =>
  Promise.resolve(refuse({ kind: 'time-stamps-unavailable' }))

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
    const answer = await octetsOverHttp(url, {
      question: { type: 'application/timestamp-query', body: question },
      milliseconds,
      mostOctets: longestAnswer,
    })
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
