import type { Photos } from '#cards/photos/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Letters } from '#cards/letters/index.ts'
import type { RenderFaces } from './ports.ts'

/** Dependencies of printing; `entry` wires them. */
export type PrintingDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly letters: Pick<Letters, 'addressLines'>
  /** The holder's photo as it was stored with the order, JPEG. */
  readonly photos: Pick<Photos, 'photoOf'>
  readonly renderFaces: RenderFaces
}
