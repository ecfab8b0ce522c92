import { ok, refuse, type Result } from './result.ts'

/**
 * A line of CSV (RFC 4180), each value within quotation marks where it needs them. A text that a spreadsheet would take for a
 * formula begins with an apostrophe; a whole number stays one.
 */
export const csvLine = (values: readonly string[]): string =>
  `${values.map(csvValue).join(',')}\r\n`

function csvValue(value: string): string {
  const text = /^[=+@\t\r]|^-(?!\d+$)/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A quotation mark that is not closed, or that stands in the middle of a value; `line`: of the file, from 1. */
export type CsvRefusal = { readonly kind: 'csv-malformed'; readonly line: number }

/**
 * The records of CSV (RFC 4180) whose values stand apart by the separator. Lines end with CR LF, LF or CR; empty ones are
 * no records. A value may have the separator, quotation marks (doubled) and line ends within quotation marks.
 */
export function readCsv(text: string, separator: string): Result<readonly CsvRecord[], CsvRefusal> {
  const records: CsvRecord[] = []
  let values: string[] = []
  let [line, startedOn, at] = [1, 1, 0]
  while (at < text.length) {
    const value = readValue(text, at, separator)
    if (value === undefined) return refuse({ kind: 'csv-malformed', line })
    values.push(value.text)
    line += value.lineEnds
    at = value.end
    const next = text.charAt(at)
    if (next === separator) {
      at += 1
      // Behind a separator that ends the text stands one more value, an empty one.
      if (at < text.length) continue
      values.push('')
    }
    const lineEnd = text.startsWith('\r\n', at) ? 2 : 1
    at += lineEnd
    line += 1
    if (values.some((each) => each !== '')) records.push({ line: startedOn, values })
    values = []
    startedOn = line
  }
  return ok(records)
}

export type CsvRecord = {
  /** On which it begins, from 1. */
  readonly line: number
  readonly values: readonly string[]
}

function readValue(
  text: string,
  from: number,
  separator: string,
): { readonly text: string; readonly end: number; readonly lineEnds: number } | undefined {
  if (text.charAt(from) !== '"') {
    let end = from
    while (end < text.length && !isEnd(text.charAt(end), separator)) end += 1
    const plain = text.slice(from, end)
    return plain.includes('"') ? undefined : { text: plain, end, lineEnds: 0 }
  }
  let value = ''
  let at = from + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close < 0) return undefined
    value += text.slice(at, close)
    if (text.charAt(close + 1) !== '"') {
      const end = close + 1
      if (end < text.length && !isEnd(text.charAt(end), separator)) return undefined
      return { text: value, end, lineEnds: value.match(/\r\n|\n|\r/g)?.length ?? 0 }
    }
    value += '"'
    at = close + 2
  }
}

const isEnd = (character: string, separator: string): boolean =>
  character === separator || character === '\r' || character === '\n'

/** By which the values of the first line stand apart: the one of the three that is there most; a comma where there is none. */
export function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (separator: string): number => first.split(separator).length - 1
  return [',', ';', '\t'].reduce((most, each) => (count(each) > count(most) ? each : most))
}

/** What a spreadsheet would take for a formula; a whole number, or a telephone number, is none. */
export const isFormula = (value: string): boolean => /^[=@\t\r]|^[+-](?![\d ]*$)/.test(value)
