import { AsyncLocalStorage } from 'node:async_hooks'
import type { Counterpart } from '@sotevarmenne/api/counterparts'
import { minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { CounterpartsDeps } from './deps.ts'
import { saveOutcome } from './store.ts'
import type { Outcome } from './watched.ts'

/**
 * Writes outcomes beside the calls, which never wait for it: each change between responding and failing, and
 * otherwise one a minute, so that a busy counterpart costs no more than an idle one.
 */
export function noteOutcomes({ db, clock, onFault }: CounterpartsDeps) {
  const noted = new Map<Counterpart, { readonly responded: boolean; readonly at: Instant }>()
  const writing = new Set<Promise<unknown>>()

  const write = async (counterpart: Counterpart, outcome: Outcome, at: Instant): Promise<void> => {
    await db.write(
      async (tx) => {
        await saveOutcome(tx, { counterpart, outcome, at })
        return ok(undefined)
      },
      { isolation: 'read committed' },
    )
  }

  return {
    note: (counterpart: Counterpart, outcome: Outcome): void => {
      const at = clock.now()
      const last = noted.get(counterpart)
      const isKnown = last?.responded === outcome.responded
      if (isKnown && at >= last.at && at - last.at < minute) return
      noted.set(counterpart, { responded: outcome.responded, at })
      const written = outsideRequests(() => write(counterpart, outcome, at)).catch(onFault)
      writing.add(written)
      void written.finally(() => writing.delete(written))
    },
    /** Once everything that was noted is written. */
    settled: async (): Promise<void> => {
      while (writing.size > 0) await Promise.all(writing)
    },
  }
}

/** A write of its own: neither in the transaction of a request nor its last one. */
const outsideRequests = AsyncLocalStorage.snapshot()
