import { printedPhotoWidth } from '@sotevarmenne/api/settings'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import sharp from 'sharp'
import {
  framing,
  checkBackground,
  checkSharpness,
  measuredAt,
  type PhotoRefusal,
} from '../domain/photo-rules.ts'

export type FramedPhoto = {
  /** JPEG, sRGB, without metadata. */
  readonly jpeg: Uint8Array
  readonly width: number
  readonly height: number
}

/**
 * Reads a JPEG or PNG from an untrusted source and makes the card's picture of it: upright, 35:45, only
 * pixels. Other formats, broken files and pictures above the pixel limit are not read.
 */
export async function framePhoto(
  image: Uint8Array,
  minWidth: number,
): Promise<Result<FramedPhoto, PhotoRefusal>> {
  if (!isJpeg(image) && !isPng(image)) return refuse({ kind: 'photo-not-readable' })

  const upright = await readPixels(image)
  if (!upright) return refuse({ kind: 'photo-not-readable' })

  const framed = framing(upright, minWidth)
  if (!framed.ok) return framed

  const { crop, size } = framed.value
  const { data, width, height } = upright
  const cropped = sharp(data, { raw: { width, height, channels: 3 } }).extract({ ...crop })
  const grey = await cropped
    .clone()
    .resize(measuredAt.width, measuredAt.height)
    .greyscale()
    .raw()
    .toBuffer()
  const sharpEnough = checkSharpness(grey, measuredAt.width)
  if (!sharpEnough.ok) return sharpEnough
  const plain = checkBackground(grey, measuredAt.width)
  if (!plain.ok) return plain

  const jpeg = await cropped
    .resize(size.width, size.height)
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer()
  return ok({ jpeg: Uint8Array.from(jpeg), ...size })
}

/** A telephone's picture has 12 to 50 million pixels; more only exhausts memory. */
const maxPixels = 64_000_000

/**
 * Decodes the whole picture, rotated upright by its EXIF orientation; undefined when it cannot be read
 * completely.
 */
async function readPixels(
  image: Uint8Array,
): Promise<{ readonly data: Buffer; readonly width: number; readonly height: number } | undefined> {
  try {
    const { data, info } = await sharp(image, { limitInputPixels: maxPixels, failOn: 'error' })
      .rotate()
      // Twice the final size is enough to work on, and the decoder needs a fraction of the memory.
      .resize(2 * printedPhotoWidth, 2 * printedPhotoWidth, {
        fit: 'outside',
        withoutEnlargement: true,
      })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return info.channels === 3 ? { data, width: info.width, height: info.height } : undefined
  } catch {
    // The library gives the reason only as text; for the desk all reasons are the same.
    return undefined
  }
}

const beginsWith = (image: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => image[index] === byte)

/** The format is detected by the first bytes, so that no other decoder of the library is ever used. */
const isJpeg = (image: Uint8Array): boolean => beginsWith(image, [0xff, 0xd8, 0xff])
const isPng = (image: Uint8Array): boolean =>
  beginsWith(image, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
