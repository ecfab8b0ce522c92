import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { csvLine, isFormula, readCsv, separatorOf } from './csv.ts'

describe('a line of CSV', () => {
  it('has quotation marks where a value needs them', () => {
    assert.equal(csvLine(['a', 'b,c', 'd "e"', 'f\ng', '']), 'a,"b,c","d ""e""","f\ng",\r\n')
  })

  it('has no formula in it, and whole numbers as they are', () => {
    assert.equal(
      csvLine(['=1+1', '+1', '@x', '-x', '\tx', '-23', '23', '2026-11-26']),
      "'=1+1,'+1,'@x,'-x,'\tx,-23,23,2026-11-26\r\n",
    )
  })
})

describe('CSV that others made', () => {
  const valuesOf = (text: string, separator = ',') => {
    const read = readCsv(text, separator)
    return read.ok ? read.value.map(({ values }) => values) : read.refusal
  }

  it('is read with every line end, quotation marks and empty values', () => {
    assert.deepEqual(valuesOf('a,b\r\n"c ""d""","e,\nf"\n,\n\ng,'), [
      ['a', 'b'],
      ['c "d"', 'e,\nf'],
      ['g', ''],
    ])
    assert.deepEqual(valuesOf('a;b\rc;d', ';'), [
      ['a', 'b'],
      ['c', 'd'],
    ])
    assert.deepEqual(valuesOf(''), [])
  })

  it('tells on which line a record begins', () => {
    const read = readCsv('a\n"b\nc"\n\nd\n', ',')
    assert.ok(read.ok)
    assert.deepEqual(
      read.value.map(({ line }) => line),
      [1, 2, 5],
    )
  })

  it('is refused where quotation marks make no sense, with the line', () => {
    for (const text of ['a\n"b', 'a\nb"c', 'a\n"b"c'])
      assert.deepEqual(valuesOf(text), { kind: 'csv-malformed', line: 2 })
  })

  it('is read back as it was written, whatever it says', () => {
    const value = fc.string().filter((text) => !/^[=+@\t\r-]/.test(text))
    const records = fc.array(fc.array(value, { minLength: 1 }))
    fc.assert(
      fc.property(records, (written) => {
        const kept = written.filter((values) => values.some((each) => each !== ''))
        assert.deepEqual(valuesOf(written.map(csvLine).join('')), kept)
      }),
    )
  })

  it('has its values apart by comma, semicolon or tabulator', () => {
    assert.equal(separatorOf('a;b,c;d\n,,,,'), ';')
    assert.equal(separatorOf('a\tb'), '\t')
    assert.equal(separatorOf('a'), ',')
  })

  it('may hide a formula', () => {
    for (const text of ['=cmd|x', '+A1', '-A1', '@x', '\tx']) assert.ok(isFormula(text), text)
    for (const text of ['', '-12', '+358 40', 'a=b']) assert.ok(!isFormula(text), text)
  })
})
