import { second } from '@sotevarmenne/kernel/instant'
import { z } from 'zod'
import { assertOutsideTransaction } from '#platform/db.ts'
import { hopeless } from '#platform/outbox.ts'
import type { PrintHouse } from '../ports.ts'

/**
 * The print house over HTTP: `POST <url>/letters`. It answers 201 to a new letter and 200 to the same one again, and
 * repeats the number. Any other answer is a fault, and the outbox tries again; another letter under this number (409) is
 * a fault that no further try can mend.
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
    const { status } = response
    if (status !== 200 && status !== 201) await response.body?.cancel()
    if (status === 409)
      throw hopeless(`the print house has another letter under the number ${letterNumber}`)
    if (status !== 200 && status !== 201)
      throw new Error(`the print house answered ${String(status)}`)

    // Whatever answers 200 without taking the letter must not have its code erased here.
    const received = receipt.safeParse(await response.json().catch(() => undefined))
    if (received.data?.letterNumber !== letterNumber)
      throw new Error('the print house did not say that it has the letter')
  },
})

const receipt = z.object({ letterNumber: z.string() })
