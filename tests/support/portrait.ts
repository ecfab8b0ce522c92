import { crc32, deflateSync } from 'node:zlib'

/** A sharp picture of nobody, in PNG: bright patches and lines on a plain ground, large enough for a card. */
export function portrait({ width = 600, height = 780 } = {}): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isFace = ((x - width / 2) / 170) ** 2 + ((y - height / 2) / 230) ** 2 < 1
      const isLine = (x * 7 + y * 3) % 29 < 9
      const shade = isFace ? (isLine ? 90 : 225) : 170
      rows.fill(shade, y * (1 + width * 3) + 1 + x * 3, y * (1 + width * 3) + 4 + x * 3)
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
