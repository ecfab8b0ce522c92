import { fileColumns, type FileColumn } from '@sotevarmenne/api/employments'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { neededColumns, type Typed } from './check-prepared.ts'

export type FileRefusal =
  | { readonly kind: 'file-empty' }
  | { readonly kind: 'too-many-lines'; readonly max: number }
  | { readonly kind: 'column-not-found'; readonly name: string }
  | { readonly kind: 'column-missing'; readonly column: FileColumn }

export type Line = {
  readonly line: number
  readonly typed: Typed
  /** It has a value without a column: most likely a name that contains a separator. */
  readonly isOverfull: boolean
}

/** More than any employer engages at once; larger files are sent in parts. */
export const maxLines = 10_000

const columns = Object.keys(fileColumns) as FileColumn[]

/** The persons of a file, by its header line, which names the columns in any of the three languages. */
export function readLines(
  records: readonly { readonly line: number; readonly values: readonly string[] }[],
): Result<readonly Line[], FileRefusal> {
  const [head, ...lines] = records
  if (head === undefined || lines.length === 0) return refuse({ kind: 'file-empty' })
  if (lines.length > maxLines) return refuse({ kind: 'too-many-lines', max: maxLines })
  const named: FileColumn[] = []
  for (const value of head.values) {
    const column = columnOf(value)
    if (column === undefined || named.includes(column))
      return refuse({ kind: 'column-not-found', name: value.slice(0, 60) })
    named.push(column)
  }
  const missing = neededColumns.find((column) => !named.includes(column))
  if (missing !== undefined) return refuse({ kind: 'column-missing', column: missing })
  return ok(
    lines.map(({ line, values }) => ({
      line,
      isOverfull: values.slice(named.length).some((value) => value.trim() !== ''),
      typed: Object.fromEntries(
        columns.map((column) => [column, values[named.indexOf(column)]?.trim() ?? '']),
      ) as Typed,
    })),
  )
}

export function columnOf(name: string): FileColumn | undefined {
  const sought = name.trim().toLowerCase()
  return columns.find((column) =>
    Object.values(fileColumns[column]).some((text) => text.toLowerCase() === sought),
  )
}
