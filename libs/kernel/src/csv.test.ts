import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { csvLine, isFormula } from './csv.ts'

describe('a CSV line', () => {
  it('has quotation marks where a value needs them', () => {
    assert.equal(csvLine(['a', 'b,c', 'd "e"', 'f\ng', '']), 'a,"b,c","d ""e""","f\ng",\r\n')
  })

  it('contains no formula, and keeps whole numbers unchanged', () => {
    assert.equal(
      csvLine(['=1+1', '+1', '@x', '-x', '\tx', '-23', '23', '2026-11-26']),
      "'=1+1,'+1,'@x,'-x,'\tx,-23,23,2026-11-26\r\n",
    )
  })
})

describe('a value of a CSV file', () => {
  it('that a spreadsheet takes for a formula is detected', () => {
    for (const text of ['=cmd|x', '+A1', '-A1', '@x', '\tx']) assert.ok(isFormula(text), text)
    for (const text of ['', '-12', '+358 40', 'a=b']) assert.ok(!isFormula(text), text)
  })
})
