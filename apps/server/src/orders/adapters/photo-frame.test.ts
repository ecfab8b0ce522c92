import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import sharp from 'sharp'
import { aPortrait } from '../testing.ts'
import { framePhoto } from './photo-frame.ts'

/** The refusal alone: a failed comparison of a whole picture would be printed octet by octet. */
const refusalOf = async (image: Uint8Array): Promise<unknown> => {
  const framed = await framePhoto(image)
  return framed.ok ? undefined : framed.refusal
}

describe('framing a photo', () => {
  it('makes a 35:45 JPEG of a JPEG or PNG', async () => {
    for (const format of ['jpeg', 'png'] as const) {
      const framed = await framePhoto(await aPortrait({ format }))
      assert.ok(framed.ok)
      const { jpeg, width, height } = framed.value
      const read = await sharp(jpeg).metadata()
      assert.equal(read.format, 'jpeg')
      assert.deepEqual([read.width, read.height], [width, height])
      assert.deepEqual([width, height], [840, 1080])
    }
  })

  it('leaves no metadata in it', async () => {
    const portrait = await aPortrait()
    assert.ok(portrait.includes('Kuvaaja'))
    const framed = await framePhoto(portrait)
    assert.ok(framed.ok)
    const read = await sharp(framed.value.jpeg).metadata()
    assert.equal(read.exif, undefined)
    assert.equal(read.icc, undefined)
    assert.equal(read.xmp, undefined)
  })

  it('turns a picture upright that the camera held on its side', async () => {
    const side = await aPortrait({ width: 1200, height: 900, orientation: 6 })
    const framed = await framePhoto(side)
    assert.ok(framed.ok)
    assert.deepEqual([framed.value.width, framed.value.height], [840, 1080])
  })

  it('accepts the smallest picture and none that is smaller', async () => {
    assert.ok((await framePhoto(await aPortrait({ width: 500, height: 653 }))).ok)
    assert.deepEqual(await refusalOf(await aPortrait({ width: 499, height: 653 })), {
      kind: 'photo-too-small',
      width: 499,
      height: 653,
    })
    assert.deepEqual(await refusalOf(await aPortrait({ width: 500, height: 652 })), {
      kind: 'photo-too-small',
      width: 500,
      height: 652,
    })
  })

  it('refuses a picture out of focus, at any size', async () => {
    for (const width of [500, 1000, 2500]) {
      const height = Math.round(width * 1.4)
      assert.ok((await framePhoto(await aPortrait({ width, height }))).ok, String(width))
      assert.deepEqual(
        await refusalOf(await aPortrait({ width, height, blur: width * 0.008 })),
        { kind: 'photo-not-sharp' },
        String(width),
      )
    }
  })

  it('refuses an empty wall', async () => {
    const wall = await sharp({
      create: { width: 900, height: 1200, channels: 3, background: 'beige' },
    })
      .jpeg()
      .toBuffer()
    assert.deepEqual(await refusalOf(wall), { kind: 'photo-not-sharp' })
  })

  const notReadable = { kind: 'photo-not-readable' }

  it('refuses what is no picture, another format, and a drawing that could load files', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"/>')
    const webp = await aPortrait({ format: 'webp' })
    for (const image of [Buffer.alloc(0), randomBytes(5000), svg, webp])
      assert.deepEqual(await refusalOf(image), notReadable)
  })

  it('refuses a picture that breaks off, and one that only begins like a picture', async () => {
    const portrait = await aPortrait()
    assert.deepEqual(await refusalOf(portrait.subarray(0, portrait.length / 2)), notReadable)
    const pretended = Buffer.concat([portrait.subarray(0, 4), randomBytes(5000)])
    assert.deepEqual(await refusalOf(pretended), notReadable)
  })

  it('refuses more pixels than it would decode', async () => {
    const bomb = await sharp({
      create: { width: 9000, height: 9000, channels: 3, background: 'white' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    assert.ok(bomb.length < 1_000_000)
    assert.deepEqual(await refusalOf(bomb), notReadable)
  })
})
