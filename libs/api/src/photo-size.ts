/** Pixels. */
export type PhotoSize = { readonly width: number; readonly height: number }

/** Width to height of the photo on a card: 35 mm × 45 mm. */
export const photoRatio = 35 / 45

/** The smallest part of a picture that is printed. The passport photo of the Finnish police, 500 × 653, has it. */
export const smallestPhoto: PhotoSize = { width: 500, height: Math.ceil(500 / photoRatio) }

/** The largest part of the picture that has the shape of the photo; not rounded. */
export const largestPart = ({ width, height }: PhotoSize): PhotoSize =>
  width / height > photoRatio
    ? { width: height * photoRatio, height }
    : { width, height: width / photoRatio }

export const isLargeEnough = (picture: PhotoSize): boolean =>
  largestPart(picture).width >= smallestPhoto.width
