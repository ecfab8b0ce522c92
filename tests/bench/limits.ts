/** A figure that is asked for (docs/performance.md), beside what a bench reached. */
export type Limit = {
  readonly what: string
  /** Undefined when it could not be measured: then it does not hold. */
  readonly reached: number | undefined
  readonly unit?: string
} & ({ readonly atMost: number } | { readonly atLeast: number })

/** Tells all limits of a bench as one table; the bench fails when one does not hold. */
export function sayLimits(limits: readonly Limit[]): void {
  process.stdout.write(`\n${tableOfLimits(limits)}\n`)
  if (!limits.every(holds)) process.exitCode = 1
}

export const tableOfLimits = (limits: readonly Limit[]): string =>
  tableOf([
    ['what', 'reached', 'asked', 'holds'],
    ...limits.map((limit) => [
      limit.what,
      limit.reached === undefined ? 'not measured' : withUnit(limit.reached, limit.unit),
      'atMost' in limit
        ? `≤ ${withUnit(limit.atMost, limit.unit)}`
        : `≥ ${withUnit(limit.atLeast, limit.unit)}`,
      holds(limit) ? 'yes' : 'NO',
    ]),
  ])

/** In Markdown; the first row is its head. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...others] = rows
  return [head, head.map(() => '---'), ...others]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

export function holds(limit: Limit): boolean {
  if (limit.reached === undefined) return false
  return 'atMost' in limit ? limit.reached <= limit.atMost : limit.reached >= limit.atLeast
}

/** In three digits, or in whole ones. */
export function withUnit(value: number, unit = ''): string {
  const short = inFewDigits(value)
  return unit === '' || unit.startsWith('/') ? `${short}${unit}` : `${short} ${unit}`
}

const inFewDigits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

/** The one in the middle; undefined of none. */
export const median = (values: readonly number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
