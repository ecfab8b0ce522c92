/** A required figure (docs/performance.md), beside the value that a benchmark reached. */
export type Limit = {
  readonly what: string
  /** Undefined when it could not be measured: then the limit is not met. */
  readonly reached: number | undefined
  readonly unit?: string
} & ({ readonly max: number } | { readonly min: number })

/** Prints all limits of a benchmark as one table; the benchmark fails when one is not met. */
export function sayLimits(limits: readonly Limit[]): void {
  process.stdout.write(`\n${tableOfLimits(limits)}\n`)
  if (!limits.every(holds)) process.exitCode = 1
}

export const tableOfLimits = (limits: readonly Limit[]): string =>
  tableOf([
    ['what', 'reached', 'requested', 'holds'],
    ...limits.map((limit) => [
      limit.what,
      limit.reached === undefined ? 'not measured' : withUnit(limit.reached, limit.unit),
      'max' in limit
        ? `≤ ${withUnit(limit.max, limit.unit)}`
        : `≥ ${withUnit(limit.min, limit.unit)}`,
      holds(limit) ? 'yes' : 'NO',
    ]),
  ])

/** In Markdown; the first row is the header. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const [head = [], ...others] = rows
  return [head, head.map(() => '---'), ...others]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

export function holds(limit: Limit): boolean {
  if (limit.reached === undefined) return false
  return 'max' in limit ? limit.reached <= limit.max : limit.reached >= limit.min
}

/** With three significant digits, or as an integer. */
export function withUnit(value: number, unit = ''): string {
  const short = inFewDigits(value)
  return unit === '' || unit.startsWith('/') ? `${short}${unit}` : `${short} ${unit}`
}

const inFewDigits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

/** The median; undefined for an empty list. */
export const median = (values: readonly number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
