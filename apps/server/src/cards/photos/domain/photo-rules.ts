import { isLargeEnough, photoOfWidth, photoShape } from '@sotevarmenne/api/photo-size'
import { printedPhotoWidth } from '@sotevarmenne/api/settings'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** Sharpness is measured at this size, so that the limit is the same for every picture. */
export const measuredAt = { width: 10 * photoShape.width, height: 10 * photoShape.height } as const

/**
 * Minimum variance of the Laplacian over 0–255 greys at the measured size. A drawn portrait has about 300 in
 * focus and falls below 25 when blurred by four thousandths of its width; real photographs may need another
 * limit.
 */
export const minSharpness = 30

export type PhotoRefusal =
  | { readonly kind: 'photo-not-readable' }
  | {
      readonly kind: 'photo-too-small'
      readonly width: number
      readonly height: number
      /** What it needs. */
      readonly min: Size
    }
  | { readonly kind: 'photo-not-sharp' }
  | { readonly kind: 'photo-background-dark' }
  | { readonly kind: 'photo-background-not-plain' }

type Size = { readonly width: number; readonly height: number }

/** Crops the middle of the picture to the photo's shape, as large as possible, and returns the size of the result. */
export function framing(
  picture: Size,
  minWidth: number,
): Result<
  { readonly crop: Size & { left: number; top: number }; readonly size: Size },
  PhotoRefusal
> {
  if (!isLargeEnough(picture, minWidth))
    return refuse({
      ...{ kind: 'photo-too-small', width: picture.width, height: picture.height },
      min: photoOfWidth(minWidth),
    })

  const width = Math.min(
    picture.width,
    Math.floor((picture.height * photoShape.width) / photoShape.height),
  )
  const height = Math.min(
    picture.height,
    Math.floor((width * photoShape.height) / photoShape.width),
  )
  const crop = {
    width,
    height,
    left: Math.floor((picture.width - width) / 2),
    top: Math.floor((picture.height - height) / 2),
  }
  const finalWidth = Math.min(width, printedPhotoWidth)
  return ok({
    crop,
    size: {
      width: finalWidth,
      height: Math.round((finalWidth * photoShape.height) / photoShape.width),
    },
  })
}

/**
 * Whether the picture is sharp enough to recognise the person. `grey`: one byte per pixel, rows from the top.
 */
export const checkSharpness = (grey: Uint8Array, width: number): Result<void, PhotoRefusal> =>
  laplacianVariance(grey, width) < minSharpness
    ? refuse({ kind: 'photo-not-sharp' })
    : ok(undefined)

/**
 * Minimum grey of the background, of 255: light enough that hair and shoulders stand out (photo of the
 * Finnish police).
 */
export const minBackgroundGrey = 130
/** Greys that differ more from the background's own are something else: a shadow, a door, a plant. */
const plainWithin = 32
/** Maximum share of such greys: hair and collars reach into the strips too. */
const maxOther = 0.15

/** Whether the person is in front of a plain, light background (R116). `grey`: as for the sharpness. */
export function checkBackground(grey: Uint8Array, width: number): Result<void, PhotoRefusal> {
  const background = backgroundOf(grey, width)
  if (background.grey < minBackgroundGrey) return refuse({ kind: 'photo-background-dark' })
  return background.other > maxOther
    ? refuse({ kind: 'photo-background-not-plain' })
    : ok(undefined)
}

/**
 * The background as seen in a strip on either side, above the shoulders: its median grey, and the share of
 * other greys. The face is never in the strips, whatever its colour.
 */
export function backgroundOf(
  grey: Uint8Array,
  width: number,
): { readonly grey: number; readonly other: number } {
  const height = Math.floor(grey.length / width)
  const strip = Math.max(1, Math.floor(width * 0.1))
  const greys: number[] = []
  for (let y = 0; y < Math.max(1, Math.floor(height * 0.45)); y += 1)
    for (let x = 0; x < strip; x += 1)
      greys.push(grey[y * width + x] ?? 0, grey[(y + 1) * width - 1 - x] ?? 0)
  const middle = greys.toSorted((one, other) => one - other)[Math.floor(greys.length / 2)] ?? 0
  const others = greys.filter((each) => Math.abs(each - middle) > plainWithin)
  return { grey: middle, other: others.length / greys.length }
}

/** Variance of the four-neighbour Laplacian: the amount of fine detail (Pech-Pacheco and others, 2000). */
export function laplacianVariance(grey: Uint8Array, width: number): number {
  const height = Math.floor(grey.length / width)
  const at = (index: number): number => grey[index] ?? 0
  let sum = 0
  let sumOfSquares = 0
  let count = 0
  for (let y = 1; y < height - 1; y += 1)
    for (let x = 1; x < width - 1; x += 1) {
      const index = y * width + x
      const edge =
        at(index - width) + at(index + width) + at(index - 1) + at(index + 1) - 4 * at(index)
      sum += edge
      sumOfSquares += edge * edge
      count += 1
    }
  const mean = sum / count
  return count === 0 ? 0 : sumOfSquares / count - mean * mean
}
