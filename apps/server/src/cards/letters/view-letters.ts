import type { LettersShown } from '@sotevarmenne/api/production'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { CardsDeps } from '../deps.ts'
import type { LetterBatch } from '../domain/letter-batch.ts'
import {
  batchesPage,
  plannedByDay,
  waitingLetters,
  type BatchPlace,
} from '../stores/letter-batches.ts'

export type ViewLetters = { readonly cursor?: string | undefined; readonly limit: number }

export type ViewLettersRefusal = { readonly kind: 'cursor-unreadable' }

/** How the letters to the print house stand, the newest batch first. Counts only, about nobody: no entry in the trail. */
export const viewLetters =
  ({ db, clock }: Pick<CardsDeps, 'db' | 'clock'>) =>
  async (
    _permit: Permit<'cards.viewLetters'>,
    { cursor, limit }: ViewLetters,
  ): Promise<Result<LettersShown, ViewLettersRefusal>> => {
    const behind = cursor === undefined ? undefined : readCursor(cursor)
    if (cursor !== undefined && !behind) return refuse({ kind: 'cursor-unreadable' })
    return db.read(async (tx) => {
      const now = clock.now()
      const today = dateInHelsinki(now)
      const found = await batchesPage(tx, { limit: limit + 1, ...(behind && { behind }) })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return ok({
        at: formatInstant(now),
        planned: [...(await plannedByDay(tx, today))],
        waiting: await waitingLetters(tx, today),
        batches: page.map(showBatch),
        ...(last && found.length > limit && { nextCursor: writeCursor(last) }),
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

const writeCursor = ({ formedAt, batchId }: BatchPlace): string => `${String(formedAt)}_${batchId}`

function readCursor(text: string): BatchPlace | undefined {
  const [, time, batchId] =
    /^(\d{1,13})_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text) ?? []
  return time === undefined || batchId === undefined
    ? undefined
    : { formedAt: instant(Number(time)), batchId }
}
