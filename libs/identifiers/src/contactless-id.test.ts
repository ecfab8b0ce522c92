import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contactlessId } from './contactless-id.ts'

/** ISO/IEC 14443-3 § 6.5.4: sizes of 4, 7 and 10 bytes, a random one begins with 08, a cascade tag is 88. */
describe('the contactless identifier of a card', () => {
  const fault = (text: string) => {
    const read = contactlessId(text)
    return read.ok ? undefined : read.refusal
  }

  it('has four, seven or ten bytes, however a reader writes them', () => {
    for (const [text, read] of [
      ['1a2b3c4d', '1A2B3C4D'],
      ['04:A2:24:B2:C9:3F:80', '04A224B2C93F80'],
      ['04 a2 24-b2 c9 3f 80', '04A224B2C93F80'],
      ['04A224B2C93F8001FF10', '04A224B2C93F8001FF10'],
    ] as const)
      assert.deepEqual(contactlessId(text), { ok: true, value: read })
    for (const text of [
      '',
      '1A2B3C',
      '1A2B3C4',
      '1A2B3C4D5E',
      '1A2B3C4G',
      '04A224B2C93F8001FF1022',
    ])
      assert.equal(fault(text), 'malformed', text)
  })

  it('is not one that changes at each reading, nor a part of a longer one', () => {
    assert.equal(fault('08A1B2C3'), 'random')
    assert.equal(fault('08A1B2C3D4E5F6'), undefined)
    assert.equal(fault('8804A224'), 'cascade-tag')
  })
})
