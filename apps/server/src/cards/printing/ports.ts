import type { CardFace } from '@sotevarmenne/card-face/card-face'

/** The data printed on a card. */
export type FacesToPrint = Omit<CardFace, 'hasPhoto'> & {
  /** JPEG. */
  readonly photo?: Uint8Array
}

/** Both sides as one PDF with a page each, and each side as a PNG. */
export type RenderFaces = (face: FacesToPrint) => Promise<{
  readonly pdf: Uint8Array
  readonly front: Uint8Array
  readonly back: Uint8Array
}>
