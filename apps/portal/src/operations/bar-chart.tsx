import styled from 'styled-components'
import { Chart } from '../layout/chart.tsx'

const width = 360
const height = 110
const plot = { top: 20, bottom: 90 } as const

/** Some bars in order, each with its name and number: a list for screen readers. */
export function BarChart({
  title,
  bars,
}: {
  title: string
  bars: readonly { readonly name: string; readonly count: number }[]
}) {
  const max = Math.max(...bars.map(({ count }) => count), 1)
  const step = width / bars.length
  const values = bars.map(({ name, count }) => `${name}: ${String(count)}`).join(', ')
  return (
    <BarFigure>
      <figcaption>{title}</figcaption>
      <svg
        role="img"
        aria-label={`${title}. ${values}`}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
      >
        <line x1={0} x2={width} y1={plot.bottom} y2={plot.bottom} />
        {bars.map(({ name, count }, index) => {
          const tall = (count / max) * (plot.bottom - plot.top)
          return (
            <g key={name} aria-hidden="true">
              <rect x={index * step + 2} y={plot.bottom - tall} width={step - 4} height={tall} />
              <text x={index * step + step / 2} y={plot.bottom - tall - 4}>
                {count === 0 ? '' : count}
              </text>
              <text x={index * step + step / 2} y={height - 4}>
                {name}
              </text>
            </g>
          )
        })}
      </svg>
    </BarFigure>
  )
}

const BarFigure = styled(Chart)`
  svg text {
    text-anchor: middle;
  }
`
