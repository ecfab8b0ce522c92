import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { LettersRetried } from './contract.ts'
import type { LettersDeps } from './deps.ts'
import { waitingLetters } from './stores/letter-batches.ts'

export type RetryLettersRefusal = { readonly kind: 'no-letters-wait' }

/** Sends the letters that did not leave on their day at once, after a person has looked into the cause. */
export const retryLetters =
  ({ db, clock, planJob, record }: Pick<LettersDeps, 'db' | 'clock' | 'planJob' | 'record'>) =>
  (permit: Permit<'cards.retryLetters'>): Promise<Result<undefined, RetryLettersRefusal>> =>
    db.write(async (tx): Promise<Result<undefined, RetryLettersRefusal>> => {
      const now = clock.now()
      const day = dateInHelsinki(now)
      const { letters } = await waitingLetters(tx, day)
      if (letters === 0) return refuse({ kind: 'no-letters-wait' })

      await planJob(tx, {
        kind: 'cards.sendLetters',
        key: `cards.sendLetters/${day}/${formatInstant(now)}`,
        payload: { day },
      })
      const event: LettersRetried = { type: 'LettersRetried', letters }
      await record(tx, event, permit)
      return ok(undefined)
    })
