import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { parse } from 'csv-parse/sync'

export type CsvRecord = {
  /** On which it begins, from 1. */
  readonly line: number
  readonly values: readonly string[]
}

/** A quotation mark that is not closed, or that stands in the middle of a value; `line`: on which its record begins. */
export type CsvRefusal = { readonly kind: 'csv-malformed'; readonly line: number }

/**
 * The records of a file of CSV (RFC 4180) as spreadsheets of several countries save it: with every line end, its values apart
 * by comma, semicolon or tabulator. What holds no value is no record.
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
  } catch {
    // Its errors are of the text alone, and tell the line on which they were noticed: that of the end for a mark left open.
    return refuse({ kind: 'csv-malformed', line: end + 1 })
  }
  return ok(records)
}

const lineEndsIn = (values: readonly string[]): number =>
  values.join('').match(/\r\n|\n|\r/g)?.length ?? 0

/** The one of the three that is there most in the first line; a comma where there is none. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (separator: string): number => first.split(separator).length - 1
  return [',', ';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most))
}
