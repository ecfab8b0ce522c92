import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { photoOfWidth, photoRatio } from '@sotevarmenne/api/photo-size'
import { settings } from '@sotevarmenne/api/settings'
import fc from 'fast-check'
import {
  backgroundOf,
  checkBackground,
  checkSharpness,
  framing,
  laplacianVariance,
  minBackgroundGrey,
  measuredAt,
} from './photo-rules.ts'

const { width, height } = measuredAt

/** A picture with the grey given for each pixel. */
const picture = (at: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, index) =>
    Math.min(255, Math.max(0, Math.round(at(index % width, Math.floor(index / width))))),
  )
const checked = (grey: Uint8Array): string => {
  const response = checkBackground(grey, width)
  return response.ok ? 'ok' : response.refusal.kind
}
const greys = fc.integer({ min: 0, max: 255 })
const few = { numRuns: 25 }

describe('the background of a photo (R116)', () => {
  it('is accepted from one grey value on, and refused below it, whatever the face', () => {
    fc.assert(
      fc.property(greys, greys, (wall, face) => {
        const grey = picture((x) => (x > width * 0.2 && x < width * 0.8 ? face : wall))
        assert.equal(checked(grey), wall < minBackgroundGrey ? 'photo-background-dark' : 'ok')
      }),
      few,
    )
  })

  it('is not checked below the shoulders: clothes may be dark', () => {
    fc.assert(
      fc.property(greys, (clothes) => {
        assert.equal(checked(picture((_x, y) => (y < height * 0.45 ? 220 : clothes))), 'ok')
      }),
      few,
    )
  })

  it('is checked the same when mirrored', () => {
    fc.assert(
      fc.property(greys, greys, fc.integer({ min: 0, max: width }), (left, right, edge) => {
        const grey = (x: number): number => (x < edge ? left : right)
        assert.deepEqual(
          backgroundOf(picture(grey), width).grey,
          backgroundOf(
            picture((x) => grey(width - 1 - x)),
            width,
          ).grey,
        )
      }),
      few,
    )
  })

  it('may have the noise and the uneven light of a camera', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 170, max: 230 }),
        fc.integer({ min: 0, max: 12 }),
        (wall, noise) => {
          const grey = picture(
            (x, y) =>
              wall + ((x * 7919 + y * 104_729) % (2 * noise + 1)) - noise - (y / height) * 20,
          )
          assert.equal(checked(grey), 'ok')
        },
      ),
      few,
    )
  })

  it('is refused with anything else in it: a door, a shadow on one side, tiles', () => {
    const listener = picture((x) => (x < width * 0.1 ? 90 : 220))
    const shadow = picture((x, y) => (x > width * 0.9 && y < height * 0.3 ? 150 : 220))
    const tiles = picture((x, y) =>
      (Math.floor(x / 10) + Math.floor(y / 10)) % 2 === 0 ? 240 : 160,
    )
    for (const grey of [shadow, tiles]) assert.equal(checked(grey), 'photo-background-not-plain')
    assert.notEqual(checked(listener), 'ok')
  })

  it('is accepted with a strand of hair in a corner', () => {
    const hair = picture((x, y) => (x < width * 0.04 && y < height * 0.1 ? 20 : 220))
    assert.equal(checked(hair), 'ok')
  })
})

describe('the strips on either side of a photo', () => {
  /** Ten pixels wide: a column on either side, ten rows of twenty-three. */
  const strips = (at: (x: number, y: number) => number): Uint8Array =>
    Uint8Array.from({ length: 230 }, (_, index) => at(index % 10, Math.floor(index / 10)))

  it('are a tenth of the width, and reach down to nine twentieths of the height', () => {
    const isIn = (x: number, y: number) => (x === 0 || x === 9) && y < 10
    assert.deepEqual(
      backgroundOf(
        strips((x, y) => (isIn(x, y) ? 220 : 0)),
        10,
      ),
      { grey: 220, other: 0 },
    )
    assert.deepEqual(
      backgroundOf(
        strips((x, y) => (isIn(x, y) ? 0 : 220)),
        10,
      ),
      { grey: 0, other: 0 },
    )
    assert.deepEqual(backgroundOf(Uint8Array.of(7, 9), 2), { grey: 9, other: 0 })
  })

  it('have one grey, of which fifteen in a hundred may differ by more than 32', () => {
    const mixed = (others: number, grey: number) => {
      const picture = strips((x, y) => (x === 0 && y < others ? grey : 220))
      const response = checkBackground(picture, 10)
      return [backgroundOf(picture, 10).other, response.ok ? 'ok' : response.refusal.kind]
    }
    assert.deepEqual(mixed(3, 187), [0.15, 'ok'])
    assert.deepEqual(mixed(4, 187), [0.2, 'photo-background-not-plain'])
    assert.deepEqual(mixed(4, 253), [0.2, 'photo-background-not-plain'])
    for (const grey of [188, 252]) assert.deepEqual(mixed(4, grey), [0, 'ok'])
    // The median of an even number is the higher of the two in the middle.
    assert.equal(
      backgroundOf(
        strips((x) => (x === 0 ? 200 : 210)),
        10,
      ).grey,
      210,
    )
  })
})

describe('the sharpness of a photo (R116)', () => {
  const grey = (columns: number, rows: number, at: (x: number, y: number) => number) =>
    Uint8Array.from({ length: columns * rows }, (_, index) =>
      at(index % columns, Math.floor(index / columns)),
    )

  it('is the variance of the Laplacian: nothing in an even or evenly rising grey', () => {
    const variance = (at: (x: number, y: number) => number) => laplacianVariance(grey(8, 6, at), 8)
    assert.equal(
      variance(() => 90),
      0,
    )
    assert.equal(
      variance((x, y) => 3 * x + 5 * y),
      0,
    )
    // The second derivative of x² is 2 everywhere.
    assert.equal(
      variance((x) => x * x),
      0,
    )
    // A single point of v: −4v once and v four times among the 24 inner pixels.
    assert.equal(
      variance((x, y) => (x === 3 && y === 2 ? 12 : 0)),
      (20 * 144) / 24,
    )
    assert.equal(
      laplacianVariance(
        grey(2, 9, (x) => 100 * x),
        2,
      ),
      0,
    )
    assert.equal(
      laplacianVariance(
        grey(9, 2, (x) => 100 * x),
        9,
      ),
      0,
    )
  })

  it('is enough from 30 on', () => {
    const sharp = (v: number) =>
      checkSharpness(
        grey(8, 6, (x, y) => (x === 3 && y === 2 ? v : 0)),
        8,
      ).ok
    // 20v² / 24
    assert.deepEqual([5, 6].map(sharp), [false, true])
  })
})

describe('the part of a picture that becomes the photo', () => {
  it('is printed whole when case officers require the largest picture that they can', () => {
    const { max } = settings['photo-min-width']
    const framed = framing(photoOfWidth(max), max)
    assert.ok(framed.ok)
    assert.equal(framed.value.size.width, max)
    assert.ok(Math.abs(framed.value.size.height - max / photoRatio) < 1)
    const larger = framing(photoOfWidth(2 * max), max)
    assert.ok(larger.ok)
    assert.deepEqual(larger.value.size, framed.value.size)
  })

  it('is its middle in the shape of 35 to 45, made smaller to a width of 840', () => {
    for (const [picture, crop, size] of [
      [
        [700, 900],
        [700, 900, 0, 0],
        [700, 900],
      ],
      [
        [901, 900],
        [700, 900, 100, 0],
        [700, 900],
      ],
      [
        [700, 1001],
        [700, 900, 0, 50],
        [700, 900],
      ],
      [
        [1400, 1800],
        [1400, 1800, 0, 0],
        [840, 1080],
      ],
      [
        [839, 2000],
        [839, 1078, 0, 461],
        [839, 1079],
      ],
    ] as const) {
      const [width, height] = picture
      const [cropWidth, cropHeight, left, top] = crop
      assert.deepEqual(framing({ width, height }, 500), {
        ok: true,
        value: {
          crop: { width: cropWidth, height: cropHeight, left, top },
          size: { width: size[0], height: size[1] },
        },
      })
    }
  })

  it('needs the minimum width of the settings (R116)', () => {
    assert.deepEqual(framing({ width: 499, height: 900 }, 500), {
      ok: false,
      refusal: {
        ...{ kind: 'photo-too-small', width: 499, height: 900 },
        min: { width: 500, height: 643 },
      },
    })
  })
})
