import type { Brand } from '@sotevarmenne/kernel/brand'
import type { UsedSettings } from '#settings/contract.ts'

/** A photo taken for a card. UUID. */
export type PhotoId = Brand<string, 'PhotoId'>

type OfPhoto = {
  readonly photoId: string
  readonly about: { readonly personId: string }
}

export type PhotoStored = {
  readonly type: 'PhotoStored'
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & OfPhoto
export type PhotoViewed = { readonly type: 'PhotoViewed' } & OfPhoto
export type PhotoErased = {
  readonly type: 'PhotoErased'
  /** Absent up to version 0.2.0, and of a photo that no order used. */
  readonly settings?: UsedSettings
} & OfPhoto
