import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { readConfig } from './config.ts'

describe('the configuration of the signer', () => {
  it('has a default for everything but the passphrase', () => {
    const config = readConfig({ PATH: '/bin' })

    assert.equal(config.keyFolder, path.resolve('.data/keys'))
    assert.equal(config.isDemoEnvironment, false)
    assert.equal(config.passphrase, undefined)
    assert.deepEqual(config.keyUris, new Map())
    assert.equal(config.cas.validationUrl, 'http://localhost:8081')
  })

  it('leaves the addresses to an issuer file of its own', () => {
    const { cas } = readConfig({ SOTEVARMENNE_CA_FILE: '/cas.json' })
    assert.deepEqual(cas, {
      file: '/cas.json',
      validationUrl: undefined,
      policyArc: undefined,
    })
  })

  it('names the setting that is wrong, and does not repeat a secret', () => {
    assert.throws(
      () => readConfig({ SOTEVARMENNE_SIGNER_PASSPHRASE: 'horse' }),
      ({ message }: Error) =>
        /\n {2}SOTEVARMENNE_SIGNER_PASSPHRASE: /.test(message) && !message.includes('horse'),
    )
    assert.throws(
      () => readConfig({ SOTEVARMENNE_POLICY_ARC: '1.2.x' }),
      /\n {2}SOTEVARMENNE_POLICY_ARC: /,
    )
  })

  it('reads the passphrase and the places of keys from files', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'signer-config-'))
    const at = (name: string) => path.join(folder, name)
    await writeFile(at('passphrase'), 'correct horse battery\n')
    await writeFile(at('keys.json'), '{ "checkpoint": "file:/keys/checkpoint.key" }')
    await writeFile(at('wrong.json'), '{ "checkpoint": 1 }')

    const config = readConfig({
      SOTEVARMENNE_SIGNER_PASSPHRASE_FILE: at('passphrase'),
      SOTEVARMENNE_CA_KEYS_FILE: at('keys.json'),
    })

    assert.deepEqual(config.passphrase, Buffer.from('correct horse battery'))
    assert.deepEqual(config.keyUris, new Map([['checkpoint', 'file:/keys/checkpoint.key']]))
    assert.throws(
      () => readConfig({ SOTEVARMENNE_CA_KEYS_FILE: at('wrong.json') }),
      /does not map each key name to a URI/,
    )
    await rm(folder, { recursive: true })
  })
})
