import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { csvLine, isFormula } from '@sotevarmenne/kernel/csv'
import fc from 'fast-check'
import { readCsv } from './read-csv.ts'

describe('a CSV file from another program', () => {
  const valuesOf = (text: string) => {
    const read = readCsv(text)
    return read.ok ? read.value.map(({ values }) => values) : read.refusal
  }

  it('is read with every line ending, quotation marks and empty values', () => {
    assert.deepEqual(valuesOf('a,b\r\n"c ""d""","e,\nf"\n,\n\ng,'), [
      ['a', 'b'],
      ['c "d"', 'e,\nf'],
      ['g', ''],
    ])
    assert.deepEqual(valuesOf('a,b\rc,d'), [
      ['a', 'b'],
      ['c', 'd'],
    ])
    assert.deepEqual(valuesOf(''), [])
  })

  it('may separate values by comma, semicolon or tab', () => {
    assert.deepEqual(valuesOf('a;b,c;d\n,,,,;1'), [
      ['a', 'b,c', 'd'],
      [',,,,', '1'],
    ])
    assert.deepEqual(valuesOf('a\tb'), [['a', 'b']])
    assert.deepEqual(valuesOf('a'), [['a']])
  })

  it('gives the line on which a record begins', () => {
    const read = readCsv('a\n"b\nc"\n\nd\n')
    assert.ok(read.ok)
    assert.deepEqual(
      read.value.map(({ line }) => line),
      [1, 2, 5],
    )
  })

  it('is refused for misplaced quotation marks, with line and column', () => {
    for (const text of ['a;b\n1;"b\nc\nd', 'a;b\n1;b"c', 'a;b\n1;"b"c;2'])
      assert.deepEqual(valuesOf(text), {
        ...{ kind: 'quotation-mark', line: 2, column: 1, head: ['a', 'b'] },
      })
    assert.deepEqual(valuesOf('a;b"'), { kind: 'quotation-mark', line: 1, column: 1, head: [] })
  })

  it('is read back as it was written, whatever its content', () => {
    const value = fc.string().filter((text) => !isFormula(text) && !/^[+-]|[;,\t]/.test(text))
    // Of several columns: a line without a separator does not say which it is.
    const records = fc.array(fc.array(value, { minLength: 2 }))
    fc.assert(
      fc.property(records, (written) => {
        const stored = written.filter((values) => values.some((each) => each !== ''))
        assert.deepEqual(valuesOf(written.map(csvLine).join('')), stored)
      }),
    )
  })
})
