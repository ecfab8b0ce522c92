import type { LettersShown } from '@sotevarmenne/api/production'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { LettersDeps } from './deps.ts'
import type { LetterBatch } from './domain/letter-batch.ts'
import { batchesPage, plannedByDay, waitingLetters } from './stores/letter-batches.ts'

export type ViewLetters = { readonly cursor?: string | undefined; readonly limit: number }

export type ViewLettersRefusal = CursorRefusal

/** State of the letters to the bureau, newest batch first. Counts only, no personal data: no audit entry. */
export const viewLetters =
  ({ db, clock }: Pick<LettersDeps, 'db' | 'clock'>) =>
  async (
    _permit: Permit<'cards.viewLetters'>,
    { cursor, limit }: ViewLetters,
  ): Promise<Result<LettersShown, ViewLettersRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    return db.read(async (tx) => {
      const now = clock.now()
      const today = dateInHelsinki(now)
      const found = await batchesPage(tx, { limit: limit + 1, behind: behind.value })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ formedAt, batchId }) => ({ at: formedAt, id: batchId }),
      })
      return ok({
        at: formatInstant(now),
        planned: [...(await plannedByDay(tx, today))],
        waiting: await waitingLetters(tx, today),
        batches: page.map(showBatch),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })
  }

function showBatch(batch: LetterBatch): LettersShown['batches'][number] {
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
