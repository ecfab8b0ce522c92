import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { parse } from 'csv-parse/sync'

export type CsvRecord = {
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly values: readonly string[]
}

/** An unclosed quotation mark, or one inside a value; `line`: where its record begins. */
export type CsvRefusal = { readonly kind: 'csv-malformed'; readonly line: number }

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
  } catch {
    // The parser's errors concern the text alone, with the line where they were noticed: the last one for an
    // open quotation mark.
    return refuse({ kind: 'csv-malformed', line: end + 1 })
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
