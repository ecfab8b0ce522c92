import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { toBase64 } from '#platform/base64.ts'
import { assertOutsideTransaction } from '#platform/db.ts'
import { fetchWith, type OtherSystem } from '#platform/fetch-with.ts'
import { outboxTimeout } from '#platform/http-client.ts'
import type { InvoiceOperator } from '../ports.ts'

/**
 * The operator of e-invoices over HTTP: `PUT <url>/invoices/<number>` with the Finvoice message and the PDF,
 * base64. 200 or 201 with the number accepts it; 422 refuses it, with a `reason`; 409 means that another
 * invoice has the number, 413 that it is too large. Any other response is a fault, and the outbox tries
 * again.
 */
export function operatorHttp({
  url,
  tls,
  timeoutMilliseconds = outboxTimeout,
}: OtherSystem & {
  readonly timeoutMilliseconds?: number
}): InvoiceOperator {
  return async ({ number, finvoice, pdf }) => {
    assertOutsideTransaction()
    const response = await fetchWith(tls)(`${url}/invoices/${String(number)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ finvoice, pdf: toBase64(pdf) }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    const { status } = response
    const said: unknown = await response.json().catch(() => ({}))
    if (status === 409) return refuse({ kind: 'invoice-refused', because: anotherHasNumber })
    if (status === 413) return refuse({ kind: 'invoice-refused', because: tooLarge })
    if (status === 422)
      return refuse({
        kind: 'invoice-refused',
        because: refused.safeParse(said).data?.reason ?? 'no reason',
      })
    if (status !== 200 && status !== 201)
      throw new Error(`the operator of e-invoices responded with status ${String(status)}`)
    if (taken.safeParse(said).data?.number !== number)
      throw new Error('the operator of e-invoices did not confirm the invoice')
    return ok(undefined)
  }
}

const tooLarge = 'the invoice is larger than the operator takes'
const anotherHasNumber = 'another invoice has this number'

const taken = z.object({ number: z.number() })
const refused = z.object({ reason: z.string() })
