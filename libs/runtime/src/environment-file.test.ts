import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { parseEnvironmentFile } from './environment-file.ts'

const lines = [
  'PLAIN=postgresql://one@/two?host=/run/postgresql&port=5440',
  'HASH=a#b # c',
  '# COMMENT=no',
  '  ; COMMENT=no',
  'no assignment',
  'SPACES =  a b  ',
  'EMPTY=',
  'SINGLE=\'a "b" \\n\'',
  'DOUBLE="a \'b\' \\" \\n"',
  'MORE="a"\'b\'c',
  'INSIDE=a"b"c',
  'ESCAPED=a\\ \\b',
  'LONG=one\\',
  'two',
  'QUOTED="one',
  'two"',
  'AGAIN=1',
  'AGAIN=2',
  '1BAD=x',
  'LAST=x',
]
const text = lines.join('\n')

describe('an environment file', () => {
  it('has the value of a URL with & to the end of its line', () => {
    const { PLAIN, HASH } = parseEnvironmentFile(text)
    assert.equal(PLAIN, 'postgresql://one@/two?host=/run/postgresql&port=5440')
    assert.equal(HASH, 'a#b # c')
  })

  it('is read with quotes, escapes, comments and long lines as systemd.exec(5) says', () => {
    const { PLAIN: _url, HASH: _hash, ...others } = parseEnvironmentFile(text)
    assert.deepEqual(others, {
      SPACES: 'a b',
      EMPTY: '',
      SINGLE: 'a "b" \\n',
      DOUBLE: "a 'b' \" \\n",
      MORE: 'abc',
      INSIDE: 'a"b"c',
      ESCAPED: 'a b',
      LONG: 'onetwo',
      QUOTED: 'one\ntwo',
      AGAIN: '2',
      LAST: 'x',
    })
  })

  /** The same parser of systemd, in a program that prints what it read; only that one expands `$`. */
  const generator =
    '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator'
  const skip = !existsSync(generator) && process.env['CI'] !== 'true' && 'systemd is not installed'

  it('has the values that systemd reads', { skip }, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'environment-file-'))
    try {
      await mkdir(path.join(folder, 'environment.d'))
      await writeFile(path.join(folder, 'environment.d/test.conf'), `${text}\n`)
      const printed = execFileSync(generator, {
        encoding: 'utf8',
        env: { XDG_CONFIG_HOME: folder, HOME: folder, PATH: '/usr/bin:/bin' },
      })
      const read = printed.split('\n').flatMap((line) => readPrinted(line) ?? [])
      // This program refuses an empty value, which units take.
      const { EMPTY: _empty, ...expected } = parseEnvironmentFile(text)
      for (const [name, value] of Object.entries(expected))
        assert.equal(read.findLast((each) => each.name === name)?.value, value, name)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** The generator quotes and escapes as C does. */
function readPrinted(line: string): { readonly name: string; readonly value: unknown } | undefined {
  const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
  if (name === undefined) return undefined
  return { name, value: value.startsWith('"') ? JSON.parse(value) : value }
}
