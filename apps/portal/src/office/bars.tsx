import { useId } from 'react'
import { Heading, suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
import { Chart, numberCells } from '../layout/chart.tsx'

export type Bar = {
  readonly key: string
  readonly name: string
  readonly value: number
  /** The displayed value: with its unit, if any. */
  readonly shown: string
}

const width = 360
const plot = { top: 22, bottom: 120 } as const
const height = 142

/**
 * Bars in order of time: the first and the last are labelled, the highest has its number; all numbers are in
 * the table.
 */
export function BarsInTime({
  title,
  columns,
  bars,
}: {
  title: string
  /** Of the table: the time, what is counted, and the table's name. */
  columns: readonly [string, string, table: string]
  bars: readonly Bar[]
}) {
  const id = useId()
  const highest = bars.reduce<Bar | undefined>(
    (max, bar) => (max === undefined || bar.value > max.value ? bar : max),
    undefined,
  )
  const [first, last] = [bars.at(0), bars.at(-1)]
  if (highest === undefined || first === undefined || last === undefined) return null
  const step = Math.min(width / bars.length, 60)
  const tall = (value: number): number =>
    highest.value === 0 ? 0 : (value / highest.value) * (plot.bottom - plot.top)
  const [time, counted, table] = columns
  return (
    <Chart aria-labelledby={id}>
      <Heading variant="h3" id={id}>
        {title}
      </Heading>
      <svg
        role="img"
        aria-label={`${title}. ${first.name}–${last.name}: ${highest.name} ${highest.shown}`}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
      >
        <line x1={0} x2={width} y1={plot.bottom} y2={plot.bottom} />
        {bars.map(({ key, value }, index) => (
          <rect
            key={key}
            x={index * step + 1}
            y={plot.bottom - tall(value)}
            width={step - 2}
            height={tall(value)}
          />
        ))}
        <text x={0} y={plot.top - 8}>
          {highest.shown}
        </text>
        <text x={0} y={height - 4}>
          {first.name}
        </text>
        {bars.length > 1 ? (
          <text
            x={Math.max(bars.length * step, 200)}
            y={height - 4}
            textAnchor="end"
            className="last"
          >
            {last.name}
          </text>
        ) : null}
      </svg>
      <details>
        <summary>{table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{time}</th>
              <th scope="col">{counted}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ key, name, shown }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{shown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Chart>
  )
}

/** Bars of things without an order: a table with bars beside its numbers. */
export function BarsByName({
  caption,
  columns,
  bars,
}: {
  caption: string
  columns: readonly [string, string]
  bars: readonly Bar[]
}) {
  const max = Math.max(...bars.map(({ value }) => value), 1)
  return (
    <Table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns[0]}</th>
          <th scope="col">{columns[1]}</th>
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, name, value, shown }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{shown}</td>
            <td aria-hidden="true">
              <span style={{ width: `${String((value / max) * 100)}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const { colors } = suomifiDesignTokens

const Table = styled.table`
  width: 100%;
  max-width: 760px;
  margin-top: 16px;
  ${numberCells}
  caption {
    padding-bottom: 4px;
    text-align: left;
    font-weight: 600;
  }
  tbody td:last-child {
    width: 40%;
    padding-right: 0;
  }
  tbody td:last-child span {
    display: block;
    height: 14px;
    min-width: 1px;
    background: ${colors.highlightBase};
  }
  @media (max-width: 600px) {
    td:last-child {
      display: none;
    }
  }
`
