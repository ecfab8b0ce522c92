import styled from 'styled-components'
import { Chart } from '../layout/chart.tsx'

const width = 360
const height = 110
const plot = { top: 20, bottom: 90 } as const

/** Ten bars in order, each with its number: read as a list where they are not seen. */
export function TenthsChart({ title, counts }: { title: string; counts: readonly number[] }) {
  const most = Math.max(...counts, 1)
  const step = width / counts.length
  const told = counts.map((count, index) => `${String(index + 1)}: ${String(count)}`).join(', ')
  return (
    <TenthsFigure>
      <figcaption>{title}</figcaption>
      <svg
        role="img"
        aria-label={`${title}. ${told}`}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
      >
        <line x1={0} x2={width} y1={plot.bottom} y2={plot.bottom} />
        {counts.map((count, index) => {
          const tall = (count / most) * (plot.bottom - plot.top)
          return (
            // In the order of the delivery: the place is the name.
            <g key={`tenth-${String(index)}`} aria-hidden="true">
              <rect x={index * step + 2} y={plot.bottom - tall} width={step - 4} height={tall} />
              <text x={index * step + step / 2} y={plot.bottom - tall - 4}>
                {count === 0 ? '' : count}
              </text>
              <text x={index * step + step / 2} y={height - 4}>
                {index + 1}
              </text>
            </g>
          )
        })}
      </svg>
    </TenthsFigure>
  )
}

const TenthsFigure = styled(Chart)`
  svg text {
    text-anchor: middle;
  }
`
