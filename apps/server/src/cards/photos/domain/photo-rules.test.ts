import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { backgroundOf, checkBackground, minBackgroundGrey, measuredAt } from './photo-rules.ts'

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
