import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/production'
import type { Nothing } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type { LettersRetried } from './contract.ts'
import type { LettersDeps } from './deps.ts'
import { waitingLetters } from './stores/letter-batches.ts'
import { retryLettersProblems } from './problems.ts'

export type RetryLettersRefusal = { readonly kind: 'no-letters-wait' }

/** Sends the letters that did not leave on their day at once, after a person has looked into the cause. */
export const retryLetters = operation({
  contract: api.retryLetters,
  problems: retryLettersProblems,
  handle:
    ({ db, clock, planJob, record }: Pick<LettersDeps, 'db' | 'clock' | 'planJob' | 'record'>) =>
    (permit) =>
      db.write(async (tx): Promise<Result<Nothing, RetryLettersRefusal>> => {
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
        return ok({})
      }),
})
