import { second } from '@sotevarmenne/kernel/instant'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { PrintHouse } from '../ports.ts'

/**
 * The print house over HTTP: `POST <url>/letters`. It answers 201 to a new letter and 200 to the same one again. Rejects
 * on any other answer: the outbox tries again.
 */
export const printHouseHttp = ({
  url,
  timeoutMilliseconds = 20 * second,
}: {
  /** Without a slash at the end. */
  readonly url: string
  readonly timeoutMilliseconds?: number
}): PrintHouse => ({
  post: async ({ letterNumber, pdf, addressee }) => {
    assertOutsideTransaction()
    const response = await fetch(`${url}/letters`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        letterNumber,
        pdf: Buffer.from(pdf).toString('base64'),
        addressee: { lines: addressee.lines },
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    })
    await response.body?.cancel()
    if (response.status !== 200 && response.status !== 201)
      throw new Error(`the print house answered ${String(response.status)}`)
  },
})
