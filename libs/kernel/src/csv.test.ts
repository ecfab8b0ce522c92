import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { csvLine, isFormula } from './csv.ts'

describe('a CSV line', () => {
  it('has every text in quotation marks, and no number', () => {
    assert.equal(
      csvLine(['a', 'b,c', 'd "e"', 'f\ng', '', '2026-11-26', '-23', '23', '1.50', '1,5']),
      '"a";"b,c";"d ""e""";"f\ng";;"2026-11-26";-23;23;1.50;"1,5"\r\n',
    )
  })

  it('has an apostrophe where a spreadsheet would begin a formula', () => {
    assert.equal(
      csvLine(['=1+1', '+1', '@x', '-x', '\tx', '＝1', ' =1', 'a,=b', 'a\t@b', 'a\n-b', 'a-b;c']),
      `"'=1+1";"'+1";"'@x";"'-x";"'\tx";"'＝1";"' =1";"a,'=b";"a\t'@b";"a\n'-b";"a-b;c"\r\n`,
    )
    assert.equal(
      csvLine(["Venla;=cmd|'/C calc'!A"]),
      `"Venla;'=cmd|'/C calc'!A"\r\n`,
      'of a booking by nobody',
    )
  })

  const nasty = fc.string({
    unit: fc.constantFrom(...Array.from('ab1"\';,\t\r\n =+-@＝＋－＠|')),
    maxLength: 12,
  })
  for (const separator of [',', ';', '\t'])
    it(`has no formula in any cell of a spreadsheet that splits at ${JSON.stringify(separator)}`, () => {
      fc.assert(
        fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (values) => {
          for (const cell of cellsOf(csvLine(values), separator)) {
            const isDangerous =
              /^ *[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?;*/.test(cell)
            assert.ok(!isDangerous, JSON.stringify({ values, cell }))
          }
        }),
        { numRuns: 5000 },
      )
    })

  it('keeps every character of a value', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 4 }), (values) => {
        const withoutApostrophes = (text: string) => text.replaceAll("'", '')
        assert.deepEqual(
          cellsOf(csvLine(values), ';').map(withoutApostrophes),
          values.map(withoutApostrophes),
        )
      }),
    )
  })

  /** As spreadsheets read a file: quotation marks count at the start of a cell only, lines end outside of them. */
  function cellsOf(file: string, separator: string): readonly string[] {
    const cells: string[] = []
    let [cell, isQuoted, isStart] = ['', false, true]
    for (let at = 0; at < file.length; at += 1) {
      const [character = '', next = ''] = [file[at], file[at + 1]]
      if (isQuoted) {
        if (character === '"' && next === '"') {
          cell += '"'
          at += 1
        } else if (character === '"') isQuoted = false
        else cell += character
      } else if (isStart && character === '"') {
        isQuoted = true
        isStart = false
      } else if (character === separator || character === '\r' || character === '\n') {
        cells.push(cell)
        if (character === '\r' && next === '\n') at += 1
        cell = ''
        isStart = true
      } else {
        cell += character
        isStart = false
      }
    }
    return cells
  }
})

describe('a value of a CSV file', () => {
  it('that a spreadsheet takes for a formula is detected', () => {
    for (const text of ['=cmd|x', '+A1', '-A1', '@x', '\tx', 'Venla;=x', 'Venla,=x', '＝x'])
      assert.ok(isFormula(text), text)
    for (const text of ['', '-12', '+358 40', 'a=b', 'a-b; c']) assert.ok(!isFormula(text), text)
  })
})
