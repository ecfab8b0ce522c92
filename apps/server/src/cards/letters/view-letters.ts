import * as api from '@sotevarmenne/api/production'
import type { LettersView } from '@sotevarmenne/api/production'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { LettersDeps } from './deps.ts'
import type { LetterBatch } from './domain/letter-batch.ts'
import { batchesPage, plannedByDay, waitingLetters } from './stores/letter-batches.ts'

export type ViewLettersRefusal = CursorRefusal

/** State of the letters to the bureau, newest batch first. Counts only, no personal data: no audit entry. */
export const viewLetters = operation({
  contract: api.viewLetters,
  problems: {
    ...cursorProblems,
  },
  handle:
    ({ db, clock }: Pick<LettersDeps, 'db' | 'clock'>) =>
    (_permit, requested): Promise<Result<LettersView, ViewLettersRefusal>> =>
      db.read((tx) =>
        showPage(requested, {
          find: (sought) => batchesPage(tx, sought),
          placeOf: ({ formedAt, batchId }) => ({ at: formedAt, id: batchId }),
          show: async (page) => {
            const now = clock.now()
            const today = dateInHelsinki(now)
            return {
              at: formatInstant(now),
              planned: [...(await plannedByDay(tx, today))],
              waiting: await waitingLetters(tx, today),
              batches: page.map(showBatch),
            }
          },
        }),
      ),
})

function showBatch(batch: LetterBatch): LettersView['batches'][number] {
  const { batchId, day, letters } = batch
  const every = { batchId, day, letters, formedAt: formatInstant(batch.formedAt) }
  if (batch.state === 'accepted')
    return {
      ...every,
      state: 'accepted',
      acceptedAt: formatInstant(batch.acceptedAt),
      manifestDigest: Buffer.from(batch.manifestDigest).toString('hex'),
    }
  return {
    ...every,
    state: 'open',
    ...(batch.tried && { tried: { ...batch.tried, at: formatInstant(batch.tried.at) } }),
  }
}
