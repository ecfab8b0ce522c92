import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { menuTexts } from '../layout/menu-texts.ts'
import { translate } from './index.ts'

describe('a count in a text', () => {
  it('has its digits grouped as the language of the page does', () => {
    const values = { label: 'Inbox', count: 1200 }
    assert.equal(translate(menuTexts, 'fi')('waiting', values), 'Inbox (1\u00a0200)')
    assert.equal(translate(menuTexts, 'sv')('waiting', values), 'Inbox (1\u00a0200)')
    assert.equal(translate(menuTexts, 'en')('waiting', values), 'Inbox (1,200)')
  })

  it('is not a year or the number of an invoice, whose digits stay together', () => {
    const said = translate(menuTexts, 'en')('waiting', { label: 'Born in', count: '1985' })
    assert.equal(said, 'Born in (1985)')
  })
})
