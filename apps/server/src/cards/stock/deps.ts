import type { Registration } from '#points/points/index.ts'
import type { Runtime } from '#platform/runtime.ts'

export type BlanksDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly registration: Pick<Registration, 'findPoint' | 'findPoints' | 'allPoints'>
  /** Number of blank cards at a place at or below which its stock is low. */
  readonly lowAt: number
}
