import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { aPortrait } from '../testing.ts'
import { framePhoto } from './photo-frame.ts'

/** As shipped: R116. */
const minWidth = 500

/** A chunk of a PNG, with its checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** The refusal alone: a failed comparison of a whole picture would be printed byte by byte. */
const refusalOf = async (image: Uint8Array): Promise<unknown> => {
  const framed = await framePhoto(image, minWidth)
  return framed.ok ? undefined : framed.refusal
}

describe('framing a photo', () => {
  it('turns a JPEG or PNG into a 35:45 JPEG', async () => {
    for (const format of ['jpeg', 'png'] as const) {
      const framed = await framePhoto(await aPortrait({ format }), minWidth)
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
    const framed = await framePhoto(portrait, minWidth)
    assert.ok(framed.ok)
    const read = await sharp(framed.value.jpeg).metadata()
    assert.equal(read.exif, undefined)
    assert.equal(read.icc, undefined)
    assert.equal(read.xmp, undefined)
  })

  it('rotates a picture upright that the camera took sideways', async () => {
    const side = await sharp(await aPortrait())
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const framed = await framePhoto(side, minWidth)
    assert.ok(framed.ok)
    assert.deepEqual([framed.value.width, framed.value.height], [840, 1080])
  })

  it('accepts the smallest allowed picture and no smaller one', async () => {
    assert.ok((await framePhoto(await aPortrait({ width: 500, height: 643 }), minWidth)).ok)
    assert.deepEqual(await refusalOf(await aPortrait({ width: 499, height: 653 })), {
      kind: 'photo-too-small',
      ...{ width: 499, height: 653, min: { width: 500, height: 643 } },
    })
    assert.deepEqual(await refusalOf(await aPortrait({ width: 500, height: 642 })), {
      kind: 'photo-too-small',
      ...{ width: 500, height: 642, min: { width: 500, height: 643 } },
    })
  })

  it('refuses a picture out of focus, at any size', async () => {
    for (const width of [500, 1000, 2500]) {
      const height = Math.round(width * 1.4)
      assert.ok((await framePhoto(await aPortrait({ width, height }), minWidth)).ok, String(width))
      assert.deepEqual(
        await refusalOf(await aPortrait({ width, height, blur: width * 0.008 })),
        { kind: 'photo-not-sharp' },
        String(width),
      )
    }
  })

  it('refuses a picture of an empty wall', async () => {
    const wall = await sharp({
      create: { width: 900, height: 1200, channels: 3, background: 'beige' },
    })
      .jpeg()
      .toBuffer()
    assert.deepEqual(await refusalOf(wall), { kind: 'photo-not-sharp' })
  })

  it('refuses a face in front of a dark or a patterned wall (R116)', async () => {
    const before = async (wall: string) => refusalOf(await aPortrait({ wall }))
    assert.deepEqual(await before('#4a5560'), { kind: 'photo-background-dark' })
    assert.deepEqual(await before('url(#stripes)'), { kind: 'photo-background-not-plain' })
    for (const wall of ['#ffffff', '#e8dfd0', '#b9c2cc'])
      assert.equal(await before(wall), undefined, wall)
  })

  const notReadable = { kind: 'photo-not-readable' }

  it('refuses a file that is not a picture, another format, and an SVG that could load files', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200"/>')
    const webp = await aPortrait({ format: 'webp' })
    for (const image of [Buffer.alloc(0), randomBytes(5000), svg, webp])
      assert.deepEqual(await refusalOf(image), notReadable)
  })

  it('refuses a truncated picture, and a file that only begins like a picture', async () => {
    const portrait = await aPortrait()
    assert.deepEqual(await refusalOf(portrait.subarray(0, portrait.length / 2)), notReadable)
    const pretended = Buffer.concat([portrait.subarray(0, 4), randomBytes(5000)])
    assert.deepEqual(await refusalOf(pretended), notReadable)
  })

  it('refuses web pages and programs with the name of a picture (R116)', async () => {
    const html = Buffer.from('<!doctype html><script>alert(1)</script>')
    const hidden = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), html])
    const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), await aPortrait()])
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), await aPortrait()])
    for (const image of [html, hidden, zip, pdf])
      assert.deepEqual(await refusalOf(image), notReadable)
  })

  it('discards everything attached to a picture: an appended file, or where it was taken (R116)', async () => {
    const behind = Buffer.from('PK\u0003\u0004<script>alert(1)</script>')
    const located = await sharp(await aPortrait())
      .withExif({
        IFD0: { Artist: 'Kuvaaja Kekseliäs' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '61/1 29/1 55/1', GPSLongitudeRef: 'E' },
      })
      .jpeg()
      .toBuffer()
    assert.ok((await sharp(located).metadata()).exif)
    for (const format of ['jpeg', 'png'] as const) {
      const picture = format === 'jpeg' ? located : await aPortrait({ format })
      const framed = await framePhoto(Buffer.concat([picture, behind]), minWidth)
      assert.ok(framed.ok)
      const stored = Buffer.from(framed.value.jpeg)
      for (const text of ['PK\u0003\u0004', 'script', 'Exif', 'GPS', 'Kuvaaja'])
        assert.ok(!stored.includes(text), text)
    }
  })

  it('reads no more than the header of a picture of 50,000 by 50,000 pixels (R116)', async () => {
    const head = Buffer.alloc(13)
    head.writeUInt32BE(50_000, 0)
    head.writeUInt32BE(50_000, 4)
    head.set([8, 2, 0, 0, 0], 8)
    const png = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(Buffer.alloc(1000))),
      chunk('IEND', Buffer.alloc(0)),
    ])
    const before = process.memoryUsage().rss
    assert.deepEqual(await refusalOf(png), notReadable)
    assert.ok(process.memoryUsage().rss - before < 100_000_000)
  })

  it('does not decompress a text of a hundred megabytes stored beside the pixels (R116)', async () => {
    const portrait = await aPortrait({ format: 'png' })
    const packed = deflateSync(Buffer.alloc(100_000_000))
    const text = chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), packed]))
    // After the signature and the header.
    const bomb = Buffer.concat([portrait.subarray(0, 33), text, portrait.subarray(33)])
    const before = process.memoryUsage().rss
    const framed = await framePhoto(bomb, minWidth)
    assert.ok(process.memoryUsage().rss - before < 90_000_000)
    assert.ok(!framed.ok || framed.value.jpeg.length < 1_000_000)
  })

  it('refuses more pixels than the decoding limit', async () => {
    const bomb = await sharp({
      create: { width: 9000, height: 9000, channels: 3, background: 'white' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    assert.ok(bomb.length < 1_000_000)
    assert.deepEqual(await refusalOf(bomb), notReadable)
  })
})
