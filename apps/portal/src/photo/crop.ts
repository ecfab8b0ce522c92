import { minPhotoSize } from '@sotevarmenne/api/photo-size'

/** How the registrar framed the photo: 1 is the whole picture, x and y from 0 (left, top) to 1 (right, bottom). */
export type Framing = { readonly zoom: number; readonly x: number; readonly y: number }

export type Size = { readonly width: number; readonly height: number }

/** Width to height of the photo on a card. */
export const photoRatio = 35 / 45

/** The smallest 35:45 part of a picture, in pixels, that the service accepts: 508 × 653. */
export const smallestPhoto: Size = {
  width: Math.max(minPhotoSize.width, Math.ceil(minPhotoSize.height * photoRatio)),
  height: minPhotoSize.height,
}

/** The part of the picture that is printed, in its pixels. */
export function cropOf(picture: Size, { zoom, x, y }: Framing): Size & { x: number; y: number } {
  const whole = wholeCrop(picture)
  const width = whole.width / zoom
  const height = whole.height / zoom
  return { width, height, x: (picture.width - width) * x, y: (picture.height - height) * y }
}

/** The maximum zoom before a picture has too few pixels; below 1 it is too small from the start. */
export const largestZoom = (picture: Size): number => {
  const whole = wholeCrop(picture)
  return Math.min(4, whole.width / smallestPhoto.width, whole.height / smallestPhoto.height)
}

function wholeCrop({ width, height }: Size): Size {
  return width / height > photoRatio
    ? { width: height * photoRatio, height }
    : { width, height: width / photoRatio }
}
