import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import { bytesOverHttp } from './bytes-over-http.ts'
import {
  decodeTimeStampResponse,
  encodeTimeStampRequest,
  readTimeStampToken,
  type Imprint,
  type TimeStampInfo,
} from './time-stamp.ts'

export type RequestTimeStampRefusal = {
  readonly kind:
    | 'time-stamps-unavailable'
    /** The time-stamp authority's response is not a token for this request. */
    | 'time-stamp-wrong'
}

/**
 * Requests a token over a digest from a time-stamp authority. `verifyTimeStamp` checks whether it is valid.
 */
export type RequestTimeStamp = (
  imprint: Imprint,
) => Promise<Result<Uint8Array, RequestTimeStampRefusal>>

/** For set-ups without a time-stamp authority. */
export const noTimeStamps: RequestTimeStamp = () =>
  Promise.resolve(refuse({ kind: 'time-stamps-unavailable' }))

const timeLimit = 10 * second
const maxResponseBytes = 64 * 1024

/** By HTTP (RFC 3161 § 3.4). */
export const requestTimeStampByHttp =
  (url: string, milliseconds = timeLimit): RequestTimeStamp =>
  async (imprint) => {
    // The first bit stays zero: some time-stamp authorities read the number as signed.
    const nonce = crypto.getRandomValues(new Uint8Array(16))
    nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40
    const request = encodeTimeStampRequest({
      imprint,
      nonce,
      policy: undefined,
      certificates: true,
    })
    const response = await bytesOverHttp(url, {
      request: { type: 'application/timestamp-query', body: request },
      milliseconds,
      maxBytes: maxResponseBytes,
    })
    if (response === undefined) return refuse({ kind: 'time-stamps-unavailable' })
    const token = decodeTimeStampResponse(response)
    if (!token.ok) return refuse({ kind: 'time-stamp-wrong' })
    const read = readTimeStampToken(token.value)
    return read.ok && isResponseTo(read.value.info, imprint, nonce)
      ? ok(token.value)
      : refuse({ kind: 'time-stamp-wrong' })
  }

const isResponseTo = (info: TimeStampInfo, imprint: Imprint, nonce: Uint8Array): boolean =>
  info.imprint.hash === imprint.hash &&
  equalBytes(info.imprint.digest, imprint.digest) &&
  info.nonce !== undefined &&
  equalBytes(info.nonce, nonce)
