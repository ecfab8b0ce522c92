import { largestPart, type PhotoSize } from '@sotevarmenne/api/photo-size'

/** How the registrar framed the photo: 1 is the whole picture, x and y from 0 (left, top) to 1 (right, bottom). */
export type Framing = { readonly zoom: number; readonly x: number; readonly y: number }

/** The part of the picture that is printed, in its pixels. */
export function cropOf(
  picture: PhotoSize,
  { zoom, x, y }: Framing,
): PhotoSize & { x: number; y: number } {
  const whole = largestPart(picture)
  const width = whole.width / zoom
  const height = whole.height / zoom
  return { width, height, x: (picture.width - width) * x, y: (picture.height - height) * y }
}

/** The maximum zoom before a picture has too few pixels; below 1 it is too small from the start. */
export const largestZoom = (picture: PhotoSize, smallest: PhotoSize): number => {
  const whole = largestPart(picture)
  return Math.min(4, whole.width / smallest.width)
}
