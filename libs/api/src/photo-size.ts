import { settings } from './settings.ts'

/** Pixels. */
export type PhotoSize = { readonly width: number; readonly height: number }

/** Of the photo on a card, in millimetres. */
export const photoShape = { width: 35, height: 45 } as const
export const photoRatio = photoShape.width / photoShape.height

/** The smallest part of a picture that is printed, for a minimum width: a setting (R116). */
export const photoOfWidth = (width: number): PhotoSize => ({
  width,
  height: Math.ceil(width / photoRatio),
})

/** The passport photo of the Finnish police, 500 × 653, has it. */
export const shippedSmallestPhoto = photoOfWidth(settings['photo-min-width'].shipped)

/** The largest part of the picture that has the shape of the photo; not rounded. */
export const largestPart = ({ width, height }: PhotoSize): PhotoSize =>
  width / height > photoRatio
    ? { width: height * photoRatio, height }
    : { width, height: width / photoRatio }

export const isLargeEnough = (picture: PhotoSize, minWidth: number): boolean =>
  largestPart(picture).width >= minWidth
