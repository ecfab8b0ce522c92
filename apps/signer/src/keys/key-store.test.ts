import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { createKeyStore } from './key-store.ts'

describe('the keys of the signer', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'key-store-'))))
  after(() => rm(folder, { recursive: true }))

  const keysAt = (uris: Readonly<Record<string, string>> = {}, passphrase = 'a passphrase') =>
    createKeyStore({ uris: new Map(Object.entries(uris)), folder, passphrase, workFactor: 10 })

  it('are sealed files of one folder, or stored where their URI says', async () => {
    await mkdir(join(folder, 'safe'))
    const elsewhere = join(folder, 'safe/the-root.key')
    const keys = keysAt({ root: `file://${elsewhere}` })
    const { spki } = await keys.create('root', 'P-384')
    await keys.create('issuing', 'P-256')

    await access(elsewhere)
    await access(join(folder, 'issuing.key'))
    assert.ok((await keys.open('root', spki)).ok)
    assert.equal(await keysAt().has('root'), false)
  })

  for (const kind of ['P-256', 'P-384', 'RSA-4096'] as const)
    it(`sign with ${kind} after they were opened again`, async () => {
      const { spki } = await keysAt().create(kind, kind)
      const key = await keysAt().open(kind, spki)
      assert.ok(key.ok)
      const data = randomBytes(1000)
      const signature = await key.value.sign(data)
      assert.ok(signature.ok)
      const { algorithm } = key.value
      assert.ok(verifySignature({ algorithm, spki, data, signature: signature.value }))
    })

  for (const kind of ['P-384', 'RSA-4096'] as const)
    it(`sign with ${kind} outside the event loop, where a timer continues meanwhile`, async () => {
      const key = await keysAt().create(`busy ${kind}`, kind)
      const order: string[] = []
      const timer = setInterval(() => order.push('tick'), 1)
      const signOne = async () => {
        assert.ok((await key.sign(randomBytes(1000))).ok)
        order.push('signature')
      }
      await Promise.all(Array.from({ length: 50 }, signOne))
      clearInterval(timer)
      const between = order.slice(order.indexOf('signature'), order.lastIndexOf('signature'))
      assert.ok(between.includes('tick'))
    })

  it('sign in parallel: a short signature does not wait for long ones', async () => {
    const keys = keysAt()
    const [long, short] = [
      await keys.create('long', 'RSA-4096'),
      await keys.create('short', 'P-384'),
    ]
    const first = (): Promise<string> =>
      Promise.race([
        Promise.all([1, 2, 3].map(() => long.sign(randomBytes(1000)))).then(() => 'long'),
        short.sign(randomBytes(1000)).then(() => 'short'),
      ])
    // On a busy machine another process may use the second core for a moment.
    let tries = 0
    while ((await first()) === 'long') assert.ok((tries += 1) < 20, 'one is behind the other')
  })

  it('do not open for another passphrase or another certificate, nor when they are missing', async () => {
    const { spki } = await keysAt().create('one', 'P-256')
    const other = await keysAt().create('other', 'P-256')
    const refusalOf = async (opening: ReturnType<ReturnType<typeof keysAt>['open']>) => {
      const opened = await opening
      return opened.ok ? undefined : opened.refusal.kind
    }
    assert.equal(
      await refusalOf(keysAt({}, 'another').open('one', spki)),
      'wrong-passphrase-or-damaged',
    )
    assert.equal(await refusalOf(keysAt().open('one', other.spki)), 'key-of-another-certificate')
    assert.equal(await refusalOf(keysAt().open('nobody', spki)), 'no-such-key')
  })

  it('have a URI that is parsed', () => {
    assert.throws(() => keysAt({ root: 'pkcs11:object=root' }), /root: module-path is missing/)
    assert.throws(() => keysAt({ root: 'file:relative' }), /root/)
  })
})
