import { Resolver } from 'node:dns/promises'
import { second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { assertOutsideTransaction } from './db.ts'

/** `because`: a code of DNS, as `ENOTFOUND`, or `time-out`. */
export type NoDnsTexts = { readonly kind: 'no-dns-texts'; readonly because: string }

/** The TXT records of a name, each joined from its parts; outside transactions. */
export type LookUpDnsTexts = (name: string) => Promise<Result<readonly string[], NoDnsTexts>>

export function lookUpDnsTexts({
  resolvers = [],
  patience = 10 * second,
}: {
  /** `192.0.2.53` or `127.0.0.1:5353`; those of the machine by default. */
  readonly resolvers?: readonly string[]
  /** Timeout of one look-up; milliseconds. */
  readonly patience?: number
}): LookUpDnsTexts {
  const resolver = new Resolver({ timeout: 2 * second, tries: 2 })
  if (resolvers.length > 0) resolver.setServers(resolvers)
  return async (name) => {
    assertOutsideTransaction()
    try {
      const records = await within(AbortSignal.timeout(patience), resolver.resolveTxt(name))
      return ok(records.slice(0, 100).map((parts) => parts.join('')))
    } catch (fault) {
      return refuse({ kind: 'no-dns-texts', because: whyOf(fault) })
    }
  }
}

/** Only the fault's code: details of an internal network must not leak. */
export const whyOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault && typeof fault.code === 'string'
    ? fault.code
    : 'time-out'

/** Rejects at the timeout, whatever the work is waiting for. */
export const within = async <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> => {
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new DOMException('time-out', 'TimeoutError'))
    })
  })
  return Promise.race([work, over])
}
