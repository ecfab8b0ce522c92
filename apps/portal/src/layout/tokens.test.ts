import assert from 'node:assert/strict'
import { it } from 'node:test'
import { colours, fonts, headings } from '@sotevarmenne/design-tokens/tokens'
import { suomifiDesignTokens } from 'suomifi-ui-components'

/** Ours that are not of Suomi.fi, which has no dark yellow and no pale green. */
const ours = ['goodTint', 'warn', 'warnEdge', 'shadow']

it('the colours of the service are those of the Suomi.fi design system', () => {
  const theirs = Object.values(suomifiDesignTokens.colors).map(hexOf)
  const others = Object.entries(colours).filter(([, colour]) => !theirs.includes(colour))
  assert.deepEqual(
    others.map(([name]) => name),
    ours,
  )
})

it('the fonts and the first heading are those of the Suomi.fi design system', () => {
  const { bodyText, heading1 } = suomifiDesignTokens.typography as unknown as Readonly<
    Record<string, string>
  >
  const plain = (style = '') => style.replaceAll(/['"\s]/g, '')
  assert.ok(plain(bodyText).includes(plain(`font-family:${fonts.text}`)), bodyText)
  const { size, line, weight } = headings.h1
  for (const part of [`font-size:${size}`, `line-height:${line}`, `font-weight:${String(weight)}`])
    assert.ok(plain(heading1).includes(part), heading1)
})

/** `hsl(214, 100%, 24%)` as `#00357a` (CSS Color 4, § 7.1). */
function hexOf(hsl: string): string {
  const [hue = 0, saturation = 0, light = 0] = (hsl.match(/[\d.]+/g) ?? []).map(Number)
  const a = (saturation / 100) * Math.min(light / 100, 1 - light / 100)
  const part = (n: number) => {
    const k = (n + hue / 30) % 12
    const value = light / 100 - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(0)}${part(8)}${part(4)}`
}
