import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  cosignedAt,
  formatVerifierKey,
  headOf,
  isNoteName,
  isSignedBy,
  joinNote,
  noteText,
  parseVerifierKey,
  splitNote,
} from './signed-note.ts'

describe('a signed note', () => {
  /** The example of C2SP signed-note. */
  const example = {
    key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
  }

  it('of the specification is verified with its verifier key, and no other text is', () => {
    const key = parseVerifierKey(example.key)
    const note = splitNote(example.note)
    assert.ok(key && note)
    const [line = ''] = note.lines
    assert.equal(isSignedBy(note.text, line, key), true)
    assert.equal(isSignedBy('This is another message.\n', line, key), false)
    assert.equal(isSignedBy(note.text, line, { ...key, name: 'example.com/bar' }), false)
    assert.equal(joinNote(note), example.note)
    assert.equal(formatVerifierKey(key), example.key)
  })

  it('has no verifier key with an id of another name or key, or of an unknown type', () => {
    for (const malformed of [
      example.key.replace('foo', 'bar'),
      example.key.replace('530d903a', '530d903b'),
      example.key.replace('+Aek', '+Bek'),
      example.key.replace('U2k', 'U2'),
      '',
    ])
      assert.equal(parseVerifierKey(malformed), undefined, malformed)
  })

  it('names the head of its origin, and nothing behind it', () => {
    const head = { size: 20_852_163, root: new Uint8Array(32).fill(7) }
    const text = noteText('example.com/log', head)
    assert.deepEqual(headOf(text, 'example.com/log'), head)
    assert.equal(headOf(text, 'example.com/other'), undefined)
    assert.equal(headOf(`${text}more\n`, 'example.com/log'), undefined)
    assert.equal(headOf(text.replace('20', '020'), 'example.com/log'), undefined)
  })

  it('has names without spaces and plus signs', () => {
    assert.deepEqual(['example.com/a', 'a b', 'a+b', '', 'a\u00a0b'].map(isNoteName), [
      ...[true, false, false, false, false],
    ])
  })

  it('is not cosigned by a line that is cut or of somebody else', () => {
    const key = parseVerifierKey(example.key)
    assert.ok(key)
    const witness = { ...key, type: 'cosignature' } as const
    for (const line of ['', '— example.com/foo AAAA\n', example.note.slice(-120)])
      assert.equal(cosignedAt('text\n', line, witness), undefined)
  })
})
