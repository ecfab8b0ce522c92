import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import { unknownSettings } from './settings.ts'

describe('an unknown setting', () => {
  const input = (name: string): string =>
    unknownSettings({ [`SOTEVARMENNE_${name}`]: 'a secret' }).join('\n')

  it('is reported with the setting that differs from it in one letter', () => {
    assert.equal(
      input('DATABASE_URI'),
      'unknown setting SOTEVARMENNE_DATABASE_URI; did you mean SOTEVARMENNE_DATABASE_URL?',
    )
  })

  it('is reported with each of the settings that are equally close to it', () => {
    assert.equal(
      input('ACME_HTTPD_PORT'),
      'unknown setting SOTEVARMENNE_ACME_HTTPD_PORT; did you mean SOTEVARMENNE_ACME_HTTP_PORT or SOTEVARMENNE_ACME_HTTPS_PORT?',
    )
  })

  it('is reported with the one setting that has two letters swapped', () => {
    assert.match(input('HSOT'), /did you mean SOTEVARMENNE_HOST\?$/)
  })

  it('is reported alone where no setting resembles it', () => {
    assert.equal(
      input('COFFEE'),
      'unknown setting SOTEVARMENNE_COFFEE; docs/operations has a table of all settings',
    )
  })

  it('is found beside known ones, and variables of other programs are ignored', () => {
    assert.deepEqual(
      unknownSettings({ PATH: '/bin', DATABASE_URL: 'postgres:', SOTEVARMENNE_DATA: '.data' }),
      [],
    )
    assert.equal(unknownSettings({ SOTEVARMENNE_X: '1', SOTEVARMENNE_Y: '1' }).length, 2)
  })

  it('is reported without its value', () => {
    assert.doesNotMatch(input('PEOPLE_KEYS'), /secret/)
  })
})

it('every setting that is named in documents, units, packages, tests and tools is a known one', () => {
  // Except for tests of wrong names.
  const others = [
    'libs/kernel/src',
    'apps/server/src/entry',
    'apps/station/src',
    'tests/fault-injection',
  ].flatMap((folder) => ['settings', 'config'].map((name) => `:!${folder}/*${name}.test.ts`))
  const named = execFileSync(
    'git',
    ['grep', '-hoE', 'SOTEVARMENNE_[A-Z0-9_]*[A-Z0-9]\\b', '--', '.', ...others],
    { cwd: path.resolve(import.meta.dirname, '../../..'), encoding: 'utf8' },
  )
  const names = named.split('\n').filter((name) => name !== '')
  assert.ok(names.length > 100)
  assert.deepEqual(unknownSettings(Object.fromEntries(names.map((name) => [name, '']))), [])
})
