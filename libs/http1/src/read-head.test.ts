import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fieldsOf, readHead } from './read-head.ts'

describe('the fields of a request', () => {
  const fieldsIn = (text: string): ReadonlyMap<string, string> => {
    const bytes = Buffer.from(text, 'latin1')
    const head = readHead(bytes, 0, bytes.length)
    assert.ok(!('fault' in head))
    return fieldsOf(bytes, head)
  }

  it('are those that it has, by lower-case name; of repeated ones the first', () => {
    assert.deepEqual(
      fieldsIn('GET / HTTP/1.1\r\nHost: a\r\nX:  b c \r\nx: d\r\nEmpty:\r\n\r\n'),
      new Map([
        ['host', 'a'],
        ['x', 'b c'],
        ['empty', ''],
      ]),
    )
  })

  it('are none for HTTP/1.0 without any', () => {
    assert.deepEqual(fieldsIn('GET / HTTP/1.0\r\n\r\n'), new Map())
  })
})
