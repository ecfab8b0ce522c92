import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { CsvError, parse } from 'csv-parse/sync'

export type CsvRecord = {
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly values: readonly string[]
}

/** An unclosed quotation mark, or one inside a value. */
export type CsvRefusal = {
  readonly kind: 'quotation-mark'
  /** Where its record begins. */
  readonly line: number
  /** Its column, from 0. */
  readonly column: number
  /** The columns that the first line names. */
  readonly head: readonly string[]
}

/**
 * The records of a CSV file (RFC 4180) as spreadsheets of several countries save it: with any line ending,
 * values separated by comma, semicolon or tab. A line without a value is not a record.
 */
export function readCsv(text: string): Result<readonly CsvRecord[], CsvRefusal> {
  const records: CsvRecord[] = []
  let end = 0
  try {
    parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      onRecord: (values: readonly string[], { lines }) => {
        end = lines
        if (values.some((value) => value !== ''))
          records.push({ line: lines - lineEndsIn(values), values })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // The parser names the line where it noticed the error: the last one for an open quotation mark.
    const column = Number(error['column'])
    return refuse({ kind: 'quotation-mark', line: end + 1, column, head: records[0]?.values ?? [] })
  }
  return ok(records)
}

const lineEndsIn = (values: readonly string[]): number =>
  values.join('').match(/\r\n|\n|\r/g)?.length ?? 0

/** The most frequent of the three in the first line; a comma if there is none. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (separator: string): number => first.split(separator).length - 1
  return [',', ';', '\t'].reduce((max, each) => (count(each) > count(max) ? each : max))
}
