import { useId } from 'react'
import { Heading } from 'suomifi-ui-components'
import { Chart } from '../layout/chart.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

export type HourCount = {
  /** The start of the hour, ISO 8601. */
  readonly from: string
  readonly count: number
}

const width = 360
const height = 170
const plot = { left: 4, right: 356, top: 24, bottom: 140 } as const

/** One bar an hour, with a sentence for screen readers and a table of the numbers. */
export function HourChart({ title, hours }: { title: string; hours: readonly HourCount[] }) {
  const t = useTexts('operations')
  const { clock } = useDates()
  const number = useNumber()
  const id = useId()
  const total = hours.reduce((sum, { count }) => sum + count, 0)
  const peak = hours.reduce<HourCount | undefined>(
    (max, one) => (max === undefined || one.count > max.count ? one : max),
    undefined,
  )
  const max = peak?.count ?? 0
  const summary =
    peak === undefined || total === 0
      ? t('chartOfNone', { title })
      : t('chart', {
          title,
          total: number(total),
          max: number(max),
          clock: clock(peak.from),
        })
  const step = (plot.right - plot.left) / Math.max(hours.length, 1)
  const heightOf = (count: number): number =>
    max === 0 ? 0 : (count / max) * (plot.bottom - plot.top)

  return (
    <Chart aria-labelledby={id}>
      <Heading variant="h3" id={id}>
        {title}
      </Heading>
      <div>{t('total', { total: number(total) })}</div>
      <svg role="img" aria-label={summary} viewBox={`0 0 ${String(width)} ${String(height)}`}>
        {max === 0 ? null : (
          <g aria-hidden="true">
            <line x1={plot.left} x2={plot.right} y1={plot.top} y2={plot.top} />
            <text x={plot.left} y={plot.top - 7}>
              {number(max)}
            </text>
          </g>
        )}
        <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
        {hours.map(({ from, count }, index) => (
          <rect
            key={from}
            x={plot.left + index * step + 1}
            y={plot.bottom - heightOf(count)}
            width={step - 2}
            height={heightOf(count)}
          />
        ))}
        {hours.map(({ from }, index) =>
          index % 6 === 0 ? (
            <text key={from} x={plot.left + index * step} y={plot.bottom + 20}>
              {clock(from)}
            </text>
          ) : null,
        )}
      </svg>
      <details>
        <summary>{t('asTable')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('hourFrom')}</th>
              <th scope="col">{t('count')}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ from, count }) => (
              <tr key={from}>
                <th scope="row">{clock(from)}</th>
                <td>{number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Chart>
  )
}

/** Digits grouped by the rules of the page's language. */
function useNumber(): (count: number) => string {
  const language = usePageLanguage()
  const format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : `${language}-FI`)
  return (count) => format.format(count)
}
