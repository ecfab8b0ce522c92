import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { parsePersonName } from './person-name.ts'

describe('a name that somebody types', () => {
  it('may have letters of every alphabet, spaces, apostrophes, full stops and hyphens', () => {
    for (const name of [
      ...['Áilu Sárá Näkkäläjärvi', "Siobhán O'Neill", 'Siobhán O’Neill', 'Anna-Liisa J. Å'],
      ...[
        '\u041E\u043B\u044C\u0433\u0430',
        '\u674E\u5C0F\u9F8D',
        '\u0928\u0947\u0939\u093E',
        '\u0141uka',
      ],
    ])
      assert.equal(parsePersonName(name), name)
  })

  it('is composed, with single spaces', () => {
    assert.equal(parsePersonName('  A\u0308iti \t Esimerkki '), 'Äiti Esimerkki')
  })

  it('is none with digits, separators, formulas, markup or control characters', () => {
    for (const typed of [
      ...['', ' ', '-', "'", '.', '140388-9039', 'Aino1', 'Venla;=cmd', '=cmd', 'a@b', 'Aino <b>'],
      ...['Aino, Olli', 'Aino\u0000', 'Aino\u202e', 'a/b', 'a|b', '＝cmd', '-Aino', "'=1+1"],
    ])
      assert.equal(parsePersonName(typed), undefined, typed)
  })

  it('never becomes more than one quoted text of a CSV file', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const name = parsePersonName(typed)
        if (name !== undefined) assert.equal(csvLine([name]), `"${name}"\r\n`)
      }),
    )
  })
})
