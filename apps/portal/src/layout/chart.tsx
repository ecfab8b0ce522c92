import { colours } from '@sotevarmenne/design-tokens/tokens'
import { useId, type ReactNode } from 'react'
import styled from 'styled-components'
import { Heading } from 'suomifi-ui-components'

export type Bar = {
  readonly key: string
  readonly name: string
  readonly value: number
  /** The displayed value: with its unit, if any. */
  readonly shown: string
}

/**
 * Where the bars are drawn, by what is labelled: each bar with its number; the first and the last bar, and the
 * highest number; or every sixth bar, and the highest number with a line.
 */
const drawings = {
  each: { ...{ left: 0, right: 360, top: 20, bottom: 90, height: 110 }, gap: 4, maxStep: 360 },
  ends: { ...{ left: 0, right: 360, top: 22, bottom: 120, height: 142 }, gap: 2, maxStep: 60 },
  sixth: { ...{ left: 4, right: 356, top: 24, bottom: 140, height: 170 }, gap: 2, maxStep: 352 },
} as const
const width = 360

/** Bars in order, with a sentence for screen readers and, where there are many, a table of the numbers. */
export function BarChart({
  title,
  bars,
  labels,
  summary,
  table,
  children,
}: {
  title: string
  bars: readonly Bar[]
  labels: keyof typeof drawings
  /** By default what the labels say. */
  summary?: string
  table?: { readonly title: string; readonly columns: readonly [name: string, value: string] }
  children?: ReactNode
}) {
  const id = useId()
  const highest = highestOf(bars)
  const [first, last] = [bars.at(0), bars.at(-1)]
  if (highest === undefined || first === undefined || last === undefined) return null
  const { left, right, top, bottom, height, gap, maxStep } = drawings[labels]
  const step = Math.min((right - left) / bars.length, maxStep)
  const placed = bars.map((bar, index) => ({
    ...bar,
    x: left + index * step,
    tall: highest.value === 0 ? 0 : (bar.value / highest.value) * (bottom - top),
  }))
  const said =
    labels === 'each'
      ? bars.map(({ name, shown }) => `${name}: ${shown}`).join(', ')
      : `${first.name}–${last.name}: ${highest.name} ${highest.shown}`
  return (
    <Chart {...(table === undefined ? {} : { 'aria-labelledby': id })}>
      {table === undefined ? (
        <figcaption>{title}</figcaption>
      ) : (
        <Heading variant="h3" id={id}>
          {title}
        </Heading>
      )}
      {children}
      <svg
        role="img"
        aria-label={summary ?? `${title}. ${said}`}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
      >
        <line x1={left} x2={right} y1={bottom} y2={bottom} />
        {placed.map(({ key, x, tall }) => (
          <rect key={key} x={x + gap / 2} y={bottom - tall} width={step - gap} height={tall} />
        ))}
        {labels === 'each'
          ? placed.map(({ key, name, value, shown, x, tall }) => (
              <g key={key} textAnchor="middle">
                <text x={x + step / 2} y={bottom - tall - 4}>
                  {value === 0 ? '' : shown}
                </text>
                <text x={x + step / 2} y={height - 4}>
                  {name}
                </text>
              </g>
            ))
          : null}
        {labels === 'ends' ? (
          <>
            <text x={0} y={top - 8}>
              {highest.shown}
            </text>
            <text x={0} y={height - 4}>
              {first.name}
            </text>
            {bars.length > 1 ? (
              <text x={Math.max(bars.length * step, 200)} y={height - 4} textAnchor="end">
                {last.name}
              </text>
            ) : null}
          </>
        ) : null}
        {labels === 'sixth' && highest.value > 0 ? (
          <>
            <line x1={left} x2={right} y1={top} y2={top} />
            <text x={left} y={top - 7}>
              {highest.shown}
            </text>
          </>
        ) : null}
        {labels === 'sixth'
          ? placed
              .filter((_, index) => index % 6 === 0)
              .map(({ key, name, x }) => (
                <text key={key} x={x} y={bottom + 20}>
                  {name}
                </text>
              ))
          : null}
      </svg>
      {table === undefined ? null : (
        <details>
          <summary>{table.title}</summary>
          <table>
            <Columns names={table.columns} />
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
      )}
    </Chart>
  )
}

/** Undefined of no bars; of equals the first. */
export const highestOf = (bars: readonly Bar[]): Bar | undefined =>
  bars.reduce<Bar | undefined>(
    (max, bar) => (max === undefined || bar.value > max.value ? bar : max),
    undefined,
  )

/** Bars of things without an order: a table with bars beside its numbers. */
export function BarTable({
  caption,
  columns,
  bars,
}: {
  caption: string
  columns: readonly [name: string, value: string]
  bars: readonly Bar[]
}) {
  const max = Math.max(...bars.map(({ value }) => value), 1)
  return (
    <Table>
      <caption>{caption}</caption>
      <Columns names={columns}>
        <td aria-hidden="true" />
      </Columns>
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

const Columns = ({ names, children }: { names: readonly string[]; children?: ReactNode }) => (
  <thead>
    <tr>
      {names.map((name) => (
        <th scope="col" key={name}>
          {name}
        </th>
      ))}
      {children}
    </tr>
  </thead>
)

/** Cells of a table of numbers, whose first column names them. */
const numberCells = `
  border-collapse: collapse;
  th,
  td {
    padding: 6px 16px 6px 0;
    border-bottom: 1px solid ${colours.line};
    text-align: left;
    font-weight: 400;
  }
  thead th {
    font-weight: 600;
  }
  td {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`

const Chart = styled.figure`
  margin: 16px 0 0;
  svg {
    display: block;
    width: 100%;
    max-width: 480px;
    margin-top: 8px;
  }
  rect {
    fill: ${colours.action};
  }
  line {
    stroke: ${colours.edgeLight};
  }
  svg text {
    font-size: 13px;
    fill: ${colours.text};
  }
  summary {
    color: ${colours.action};
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 3px solid ${colours.focus};
  }
  table {
    margin-top: 8px;
    ${numberCells}
  }
`

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
    background: ${colours.action};
  }
  @media (max-width: 600px) {
    td:last-child {
      display: none;
    }
  }
`
