import type { Photos } from '#cards/photos/index.ts'
import type { Letters } from '#cards/letters/index.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { RenderFaces } from './ports.ts'

/** Dependencies of printing; `entry` wires them. */
export type PrintingDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly letters: Pick<Letters, 'addressLines'>
  /** The holder's photo as it was stored with the order, JPEG. */
  readonly photos: Pick<Photos, 'photoOf'>
  readonly renderFaces: RenderFaces
  readonly service: ServiceDetails
}
