import { tableOf, withUnit } from './limits.ts'

/** Figures measured at one number of revoked certificates. */
export type Growth = {
  readonly revoked: number
  /** Seconds. */
  readonly firstCrl: number
  readonly list: number
  readonly firstResponse: number
  readonly thousandMore: number
  /** Milliseconds. */
  readonly revocation: number
  /** Megabytes. */
  readonly memory: number
  readonly peakMemory: number
  /** Responses a second, pre-signed and live, and certificates. */
  readonly byGet: number
  readonly byPost: number
  readonly live: number
  readonly issued: number
}

type Figure = {
  readonly title: string
  readonly unit: string
  readonly of: keyof Growth
  /** Required at every size. */
  readonly limit?: { readonly max: number } | { readonly min: number }
}

export const figures: readonly Figure[] = [
  { title: 'a CRL, database to file', unit: 's', of: 'list', limit: { max: 0.6 } },
  { title: 'the first CRL after an import', unit: 's', of: 'firstCrl' },
  { title: 'one more revocation', unit: 'ms', of: 'revocation', limit: { max: 10 } },
  { title: 'first correct OCSP response', unit: 's', of: 'firstResponse', limit: { max: 10 } },
  { title: '1,000 more correct ones', unit: 's', of: 'thousandMore', limit: { max: 10 } },
  { title: 'maximum memory', unit: 'MB', of: 'peakMemory', limit: { max: 700 } },
  { title: 'memory of the OCSP process', unit: 'MB', of: 'memory', limit: { max: 700 } },
  { title: 'OCSP by GET', unit: '/s', of: 'byGet' },
  { title: 'OCSP by POST', unit: '/s', of: 'byPost' },
  { title: 'OCSP with a nonce', unit: '/s', of: 'live', limit: { min: 12_000 } },
  { title: 'issuing, P-384', unit: '/s', of: 'issued' },
]

/** In Markdown: a column for each size. */
export const tableOfGrowth = (measured: readonly Growth[]): string =>
  tableOf([
    ['revoked certificates', ...measured.map(({ revoked }) => revoked.toLocaleString('en'))],
    ...figures.map(({ title, unit, of }) => [
      title,
      ...measured.map((each) => withUnit(each[of], unit)),
    ]),
  ])

/** An SVG plot with a panel for each figure: sizes on a logarithmic axis, values from zero. */
export function plotOfGrowth(measured: readonly Growth[]): string {
  const height = 40 + Math.ceil(figures.length / 3) * panelHeight
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(3 * panelWidth)} ${String(height)}" font-family="sans-serif" font-size="13" role="img">
<title>What grows with the number of certificates</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="20" y="26" font-size="16">By the number of revoked certificates, with a tenth as many good ones</text>
${figures.map((figure, at) => panelOf(figure, measured, (at % 3) * panelWidth, 40 + Math.floor(at / 3) * panelHeight)).join('\n')}
</svg>
`
}

function panelOf(panel: Figure, measured: readonly Growth[], left: number, top: number): string {
  const max = Math.max(...measured.map((each) => each[panel.of])) || 1
  const sizes = measured.map(({ revoked }) => Math.log10(revoked))
  const [min, span] = [Math.min(...sizes), Math.max(...sizes) - Math.min(...sizes) || 1]
  const points = measured.map((each) => ({
    x: 60 + ((Math.log10(each.revoked) - min) / span) * (panelWidth - 140),
    y: 170 - (each[panel.of] / max) * 110,
    size: each.revoked.toLocaleString('en'),
    value: withUnit(each[panel.of], panel.unit),
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
