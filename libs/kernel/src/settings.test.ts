import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import { unknownSettings } from './settings.ts'

describe('an unknown setting', () => {
  const told = (name: string): string =>
    unknownSettings({ [`SOTEVARMENNE_${name}`]: 'a secret' }).join('\n')

  it('is named with the setting that differs from it in one letter', () => {
    assert.equal(
      told('DATABASE_URI'),
      'unknown setting SOTEVARMENNE_DATABASE_URI; did you mean SOTEVARMENNE_DATABASE_URL?',
    )
  })

  it('is named with each of the settings that are as near to it', () => {
    assert.equal(
      told('ACME_HTTPD_PORT'),
      'unknown setting SOTEVARMENNE_ACME_HTTPD_PORT; did you mean SOTEVARMENNE_ACME_HTTP_PORT or SOTEVARMENNE_ACME_HTTPS_PORT?',
    )
  })

  it('is named with the one setting of which two letters stand in the other order', () => {
    assert.match(told('HSOT'), /did you mean SOTEVARMENNE_HOST\?$/)
  })

  it('is named alone where no setting resembles it', () => {
    assert.equal(
      told('COFFEE'),
      'unknown setting SOTEVARMENNE_COFFEE; docs/operations has a table of all settings',
    )
  })

  it('is found beside known ones, and the environment of other programs is left alone', () => {
    assert.deepEqual(
      unknownSettings({ PATH: '/bin', DATABASE_URL: 'postgres:', SOTEVARMENNE_DATA: '.data' }),
      [],
    )
    assert.equal(unknownSettings({ SOTEVARMENNE_X: '1', SOTEVARMENNE_Y: '1' }).length, 2)
  })

  it('is told without its value', () => {
    assert.doesNotMatch(told('PEOPLE_KEYS'), /secret/)
  })
})

it('every setting that documents, units, packages, tests and tools name is a known one', () => {
  // But for tests of names that are wrong.
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
