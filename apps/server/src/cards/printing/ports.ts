import type { CardFace } from '@sotevarmenne/card-face/card-face'

/** What is printed on a card. */
export type FacesToPrint = Omit<CardFace, 'hasPhoto'> & {
  /** JPEG. */
  readonly photo?: Uint8Array
}

/** Both sides as one PDF, a page for each, and each as a PNG. */
export type RenderFaces = (face: FacesToPrint) => Promise<{
  readonly pdf: Uint8Array
  readonly front: Uint8Array
  readonly back: Uint8Array
}>
