import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileSizeText } from './file-size.ts'

describe('the size of a chosen file', () => {
  it('has the decimal separator and the unit of the language of the page', () => {
    assert.equal(fileSizeText('1.2 MB', 'fi'), '1,2\u00a0Mt')
    assert.equal(fileSizeText('12.0 KB', 'fi'), '12,0\u00a0kt')
    assert.equal(fileSizeText('512 B', 'fi'), '512\u00a0t')
    assert.equal(fileSizeText('1.2 MB', 'sv'), '1,2\u00a0MB')
    assert.equal(fileSizeText('12.0 KB', 'en'), '12.0\u00a0kB')
  })

  it('stays as it is once it is in that language', () => {
    for (const shown of ['1,2\u00a0Mt', '12.0\u00a0kB'])
      assert.equal(fileSizeText(shown, 'en'), shown)
  })
})
