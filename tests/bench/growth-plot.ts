import { inFewDigits } from './limits.ts'

/** What was measured with so many revoked certificates. */
export type Growth = {
  readonly revoked: number
  /** Seconds. */
  readonly firstList: number
  readonly list: number
  readonly firstAnswer: number
  /** Milliseconds. */
  readonly revocation: number
  /** Megabytes. */
  readonly memory: number
}

type Panel = { readonly title: string; readonly unit: string; readonly of: keyof Growth }

const panels: readonly Panel[] = [
  { title: 'A list, from the store to the file', unit: 's', of: 'list' },
  { title: 'The first list after an import', unit: 's', of: 'firstList' },
  { title: 'One more revocation', unit: 'ms', of: 'revocation' },
  { title: 'First right OCSP answer after a start', unit: 's', of: 'firstAnswer' },
  { title: 'Memory of the status process', unit: 'MB', of: 'memory' },
]

/** A picture in SVG, a panel for each: sizes on a logarithmic axis, values from nought. */
export function plotOfGrowth(measured: readonly Growth[]): string {
  const height = 40 + Math.ceil(panels.length / 2) * panelHeight
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(2 * panelWidth)} ${String(height)}" font-family="sans-serif" font-size="13" role="img">
<title>What grows with the number of certificates</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="20" y="26" font-size="16">By the number of revoked certificates, beside a tenth as many good ones</text>
${panels.map((panel, at) => panelOf(panel, measured, (at % 2) * panelWidth, 40 + Math.floor(at / 2) * panelHeight)).join('\n')}
</svg>
`
}

function panelOf(panel: Panel, measured: readonly Growth[], left: number, top: number): string {
  const most = Math.max(...measured.map((each) => each[panel.of])) || 1
  const sizes = measured.map(({ revoked }) => Math.log10(revoked))
  const [least, span] = [Math.min(...sizes), Math.max(...sizes) - Math.min(...sizes) || 1]
  const points = measured.map((each) => ({
    x: 60 + ((Math.log10(each.revoked) - least) / span) * (panelWidth - 140),
    y: 170 - (each[panel.of] / most) * 110,
    size: each.revoked.toLocaleString('en'),
    value: `${inFewDigits(each[panel.of])} ${panel.unit}`,
  }))
  return `<g transform="translate(${String(left)} ${String(top)})">
<text x="20" y="22" font-weight="bold">${panel.title}</text>
<path d="M40 170H${String(panelWidth - 40)}" stroke="#888" fill="none"/>
<polyline points="${points.map(({ x, y }) => `${x.toFixed(0)},${y.toFixed(0)}`).join(' ')}" stroke="#00357a" stroke-width="2" fill="none"/>
${points
  .map(
    ({ x, y, size, value }) =>
      `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="4" fill="#00357a"/>` +
      `<text x="${x.toFixed(0)}" y="${(y - 10).toFixed(0)}" text-anchor="middle">${value}</text>` +
      `<text x="${x.toFixed(0)}" y="188" text-anchor="middle" fill="#555">${size}</text>`,
  )
  .join('\n')}
</g>`
}

const panelWidth = 420
const panelHeight = 215
