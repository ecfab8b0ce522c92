import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { createKeyStore } from '../../apps/signer/src/keys/key-store.ts'
import { debiansModule } from '@sotevarmenne/tests/ca/debians-module'

const isMissing = debiansModule(tmpdir()) === undefined && process.env['CI'] !== 'true'

describe('the signer with Debian’s cryptographic module', { skip: isMissing }, () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'signer-module-'))))
  after(() => rm(folder, { recursive: true }))

  /** Output of the program when started as in the signer's unit file. */
  const run = async (program: string): Promise<string> => {
    const node = debiansModule(folder)
    assert.ok(node, 'openssl-provider-fips is not installed')
    const file = path.join(folder, 'program.mjs')
    await writeFile(file, program)
    return execFileSync(process.execPath, [...node.options, file], {
      env: { ...process.env, ...node.environment },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  }

  it('opens keys that were sealed without it, and signs, also in pieces, verifiably without it', async () => {
    const options = { uris: new Map(), folder, passphrase: 'a passphrase', workFactor: 10 }
    const { spki, algorithm } = await createKeyStore(options).create('issuing', 'P-384')
    const data = new TextEncoder().encode('to be signed')

    const said = await run(`
      import { createKeyStore } from ${JSON.stringify(keyStore)}
      const keys = createKeyStore({ ...${JSON.stringify(options)}, uris: new Map() })
      const key = await keys.open('issuing', Buffer.from('${hexOf(spki)}', 'hex'))
      const signature = await key.value.sign(Buffer.from('${hexOf(data)}', 'hex'))
      const pieces = key.value.signPieces()
      await pieces.add(Buffer.from('${hexOf(data)}', 'hex'))
      for (const each of [signature, await pieces.sign()])
        console.log(Buffer.from(each.value).toString('hex'))`)

    const signatures = said.trim().split('\n')
    assert.equal(signatures.length, 2)
    for (const each of signatures) {
      const signature = new Uint8Array(Buffer.from(each, 'hex'))
      assert.ok(verifySignature({ algorithm, spki, data, signature }))
    }
  })

  it('signs with the module: what only the module refuses is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
    const said = await run(`
      import { sign } from 'node:crypto'
      try { sign('sha256', Buffer.from('short'), ${JSON.stringify(pem)}); console.log('signed') }
      catch { console.log('refused') }`)
    assert.equal(said, 'refused\n')
  })
})

const keyStore = path.resolve(import.meta.dirname, '../../apps/signer/src/keys/key-store.ts')
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
