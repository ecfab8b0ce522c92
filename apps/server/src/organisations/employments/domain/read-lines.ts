import type { ThreeLanguages } from '@sotevarmenne/api/values'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type FileRefusal =
  | { readonly kind: 'file-empty' }
  | { readonly kind: 'too-many-lines'; readonly max: number }
  | { readonly kind: 'column-not-found'; readonly name: string }
  | { readonly kind: 'column-missing'; readonly column: string }

/** The columns of a kind of file, and those that it must have. */
export type Columns<Column extends string> = {
  readonly names: { readonly [Each in Column]: ThreeLanguages }
  readonly needed: readonly NoInfer<Column>[]
}

export type Line<Column extends string> = {
  readonly line: number
  readonly typed: { readonly [Each in Column]: string }
  /** It has a value without a column: most likely a name that contains a separator. */
  readonly isOverfull: boolean
}

/** More than any employer engages at once; larger files are sent in parts. */
export const maxLines = 10_000

/** The persons of a file, by its header line, which names the columns in any of the three languages. */
export function readLines<Column extends string>(
  records: readonly { readonly line: number; readonly values: readonly string[] }[],
  { names, needed }: Columns<Column>,
): Result<readonly Line<Column>[], FileRefusal> {
  const columns = Object.keys(names) as Column[]
  const [head, ...lines] = records
  if (head === undefined || lines.length === 0) return refuse({ kind: 'file-empty' })
  if (lines.length > maxLines) return refuse({ kind: 'too-many-lines', max: maxLines })
  const named: Column[] = []
  for (const value of head.values) {
    const column = columnOf(names, value)
    if (column === undefined || named.includes(column))
      return refuse({ kind: 'column-not-found', name: value.slice(0, 60) })
    named.push(column)
  }
  const missing = needed.find((column) => !named.includes(column))
  if (missing !== undefined) return refuse({ kind: 'column-missing', column: missing })
  return ok(
    lines.map(({ line, values }) => ({
      line,
      isOverfull: values.slice(named.length).some((value) => value.trim() !== ''),
      typed: Object.fromEntries(
        columns.map((column) => [column, values[named.indexOf(column)]?.trim() ?? '']),
      ) as { readonly [Each in Column]: string },
    })),
  )
}

/** The column of that name in any of the three languages. */
export function columnOf<Column extends string>(
  names: Columns<Column>['names'],
  typed: string,
): Column | undefined {
  const sought = typed.trim().toLowerCase()
  return (Object.keys(names) as Column[]).find((column) =>
    Object.values(names[column]).some((name) => name.toLowerCase() === sought),
  )
}
