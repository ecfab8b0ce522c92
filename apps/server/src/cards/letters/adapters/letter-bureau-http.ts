import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { toBase64 } from '#platform/base64.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { fetchWith, type OtherSystem } from '#platform/fetch-with.ts'
import { outboxTimeout } from '#platform/http-client.ts'
import type { Bureau } from '../ports.ts'

/**
 * The card and letter bureau over HTTP. A batch is opened by its first letter and closed by its manifest:
 *
 * - `PUT <url>/batches/<batchId>/letters/<letterNumber>`: the PDF and the address; 200 or 201 with the number.
 * - `PUT <url>/batches/<batchId>/manifest`: what is to be printed, as `sha256sum` writes it; 200 with the same manifest.
 * - `GET <url>/batches/<batchId>/manifest`: what was accepted; 404 before that.
 *
 * 409 refuses a letter number of another letter, and a manifest that does not match the letters received. Any other
 * response is an error, and the outbox tries again.
 */
export function bureauHttp({
  url,
  tls,
  timeoutMilliseconds = outboxTimeout,
}: OtherSystem & {
  readonly timeoutMilliseconds?: number
}): Bureau {
  /** Returns the response body; undefined for the other expected status. */
  async function request(
    at: string,
    { orElse, body }: { readonly orElse: 404 | 409; readonly body?: object },
  ): Promise<unknown> {
    assertOutsideTransaction()
    const response = await fetchWith(tls)(`${url}/batches/${at}`, {
      method: body === undefined ? 'GET' : 'PUT',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const { status } = response
    if (status === 200 || status === 201) return await response.json().catch(() => ({}))
    await response.body?.cancel()
    if (status === orElse) return undefined
    throw new Error(`the card and letter bureau returned status ${String(status)}`)
  }

  return {
    acceptedManifest: async (batchId) => {
      const said = await request(`${batchId}/manifest`, { orElse: 404 })
      return said === undefined ? undefined : accepted.parse(said).manifest
    },
    bring: async (batchId, { letterNumber, pdf, addressee }) => {
      const said = await request(`${batchId}/letters/${letterNumber}`, {
        orElse: 409,
        body: {
          pdf: toBase64(pdf),
          addressee: { lines: addressee.lines },
        },
      })
      if (said === undefined) return refuse({ kind: 'another-letter-has-this-number' })
      if (received.safeParse(said).data?.letterNumber !== letterNumber)
        throw new Error('the card and letter bureau did not confirm the letter')
      return ok(undefined)
    },
    order: async (batchId, manifest) => {
      const said = await request(`${batchId}/manifest`, { orElse: 409, body: { manifest } })
      if (said === undefined) return refuse({ kind: 'manifest-refused' })
      // A server that returns 200 without taking the letters must not cause their codes to be erased here.
      if (accepted.safeParse(said).data?.manifest !== manifest)
        throw new Error('the card and letter bureau did not acknowledge the manifest')
      return ok(undefined)
    },
  }
}

const received = z.object({ letterNumber: z.string() })
const accepted = z.object({ manifest: z.string() })
