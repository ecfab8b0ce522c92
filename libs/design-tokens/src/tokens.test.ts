import assert from 'node:assert/strict'
import { it } from 'node:test'
import { colours } from './tokens.ts'

/** WCAG 2.2, success criterion 1.4.3, by its definitions of contrast ratio and relative luminance. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

it('texts reach a contrast of 4.5 : 1 on every ground that they may stand on', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(1), '21.0')
  const grounds = ['surface', 'ground', 'neutralTintLight'] as const
  const pairs = [
    ...(['text', 'muted', 'link', 'brand', 'bad', 'warn'] as const).flatMap((text) =>
      grounds.map((ground) => [text, ground] as const),
    ),
    ...(['goodTint', 'warnTint', 'badTint', 'neutralTint', 'groundDark'] as const).map(
      (ground) => ['text', ground] as const,
    ),
    ...(['action', 'link', 'brand', 'neutral', 'bad'] as const).map(
      (ground) => ['surface', ground] as const,
    ),
    ...([
      ['good', 'surface'],
      ['warn', 'warnTint'],
      ['bad', 'badTint'],
      ['link', 'neutralTint'],
    ] as const),
  ]
  for (const [text, ground] of pairs)
    assert.ok(
      contrast(colours[text], colours[ground]) >= 4.5,
      `${text} on ${ground}: ${contrast(colours[text], colours[ground]).toFixed(2)}`,
    )
})

it('edges of fields and the focus reach a contrast of 3 : 1', () => {
  for (const [edge, ground] of [
    ['edge', 'surface'],
    ['edge', 'ground'],
    ['edgeLight', 'surface'],
    ['focus', 'surface'],
    ['action', 'surface'],
  ] as const)
    assert.ok(contrast(colours[edge], colours[ground]) >= 3, `${edge} on ${ground}`)
})
