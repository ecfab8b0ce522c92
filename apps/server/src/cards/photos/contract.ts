import type { Brand } from '@sotevarmenne/kernel/brand'

/** A photo taken for a card. UUID. */
export type PhotoId = Brand<string, 'PhotoId'>

type OfPhoto = {
  readonly photoId: string
  readonly about: { readonly personId: string }
}

export type PhotoStored = { readonly type: 'PhotoStored' } & OfPhoto
export type PhotoViewed = { readonly type: 'PhotoViewed' } & OfPhoto
export type PhotoErased = { readonly type: 'PhotoErased' } & OfPhoto
