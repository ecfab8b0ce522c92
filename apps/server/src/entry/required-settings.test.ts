import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, it } from 'node:test'
import { readConfig } from './config.ts'
import { missingSettings } from './required-settings.ts'

const complete = {
  SOTEVARMENNE_DATA: '/var/lib/sotevarmenne',
  SOTEVARMENNE_DATABASE_URL: 'postgresql://one@/two?host=/run/postgresql&port=5440',
  SOTEVARMENNE_REGISTERS_URL: 'https://registers.example',
  SOTEVARMENNE_CODE_SERVER_URL: 'https://codes.example',
  SOTEVARMENNE_BUSINESS_REGISTER_URL: 'https://business.example',
  SOTEVARMENNE_SIGNING_REGISTER_URL: 'https://signing.example',
  SOTEVARMENNE_BUREAU_URL: 'https://bureau.example',
}

describe('outside a demo environment', () => {
  it('a complete installation may start', () => {
    assert.deepEqual(missingSettings(complete, 'web'), [])
  })

  for (const name of Object.keys(complete) as (keyof typeof complete)[])
    it(`${name} has no default`, () => {
      const { [name]: _, ...others } = complete
      assert.deepEqual(missingSettings(others, 'web'), [name])
      assert.deepEqual(missingSettings({ ...others, [name]: '' }, 'jobs'), [name])
    })

  it('OCSP asks no register, and needs its data alone', () => {
    const { SOTEVARMENNE_DATA: data, SOTEVARMENNE_DATABASE_URL: url } = complete
    const ofOcsp = { SOTEVARMENNE_DATA: data, SOTEVARMENNE_DATABASE_URL: url }
    assert.deepEqual(missingSettings(ofOcsp, 'ocsp'), [])
  })

  it('invoices go to no address that was not set', () => {
    const invoicing = { ...complete, SOTEVARMENNE_SELLER_FILE: '/etc/sotevarmenne/seller.json' }
    assert.deepEqual(missingSettings(invoicing, 'jobs'), ['SOTEVARMENNE_INVOICE_OPERATOR_URL'])
  })

  it('the embedded database is used where it is named', () => {
    const embedded = { ...complete, SOTEVARMENNE_DATABASE_URL: 'embedded' }
    assert.deepEqual(missingSettings(embedded, 'all'), [])
    const { SOTEVARMENNE_DATA, SOTEVARMENNE_DATABASE_URL } = embedded
    const { databaseUrl } = readConfig({ SOTEVARMENNE_DATA, SOTEVARMENNE_DATABASE_URL })
    assert.equal(databaseUrl, undefined)
  })

  for (const [name, file, ...words] of [
    ['web', 'web.ts'],
    ['a command', 'cli.ts', 'jobs', 'dead'],
  ] as const)
    it(`${name} that lacks its database and registers ends with their names (R640)`, () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [path.join(import.meta.dirname, file), ...words],
        { encoding: 'utf8', env: { SOTEVARMENNE_DATA: '/nonexistent' }, timeout: 60_000 },
      )
      assert.equal(status, 1, stderr)
      assert.match(stderr, /SOTEVARMENNE_DATABASE_URL, SOTEVARMENNE_REGISTERS_URL, .* are missing/)
      assert.doesNotMatch(stderr, /SOTEVARMENNE_DATA,/)
    })
})

it('a demo environment has everything in itself', () => {
  assert.deepEqual(missingSettings({ SOTEVARMENNE_DEMO_ENVIRONMENT: '1' }, 'all'), [])
})
