import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { instant } from '@sotevarmenne/kernel/instant'
import { openTrees, type Trees } from '@sotevarmenne/sandbox/other-cards/trees'
import { cardIssuersOverHttp } from './adapters/card-issuers-over-http.ts'
import { readAcceptedIssuers } from './accepted-issuers.ts'

type IssuerEntry = {
  name: string
  root: { file: string; sha256: string }
  ca: { file: string; sha256: string }
  policies: string[]
  purposes: string[]
  person: object
}

describe('the file of accepted issuers (R241)', () => {
  let folder: string
  let file: string
  let trees: Trees
  let read: { issuers: IssuerEntry[] }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'accepted-issuers-'))
    trees = await openTrees(folder, { now: instant(Date.now()), url: 'http://localhost:8099' })
    file = path.join(folder, 'accepted-issuers.json')
    read = JSON.parse(await readFile(file, 'utf8')) as typeof read
  })
  after(() => rm(folder, { recursive: true }))

  const notOurs: Parameters<typeof readAcceptedIssuers>[0]['notOurs'] = []
  const written = async (
    change: (issuers: [IssuerEntry, IssuerEntry]) => unknown,
  ): Promise<string> => {
    const copy = structuredClone(read)
    const changed = path.join(folder, 'changed.json')
    change(copy.issuers as [IssuerEntry, IssuerEntry])
    await writeFile(changed, JSON.stringify(copy))
    return changed
  }
  const isRefused = async (
    change: (issuers: [IssuerEntry, IssuerEntry]) => unknown,
    because: RegExp,
  ) => {
    const changed = await written(change)
    assert.throws(() => readAcceptedIssuers({ file: changed, notOurs }), because)
  }

  it('names for each issuer the trust service, root and kind of its cards, and the meaning of their number', () => {
    const [citizens, organisations] = readAcceptedIssuers({ file, notOurs })
    assert.equal(citizens?.cards, 'identityCard')
    assert.deepEqual(citizens.person, { by: 'satu' })
    assert.deepEqual(citizens.root.der, trees.of.identityCard.root.certificate.der)
    assert.equal(organisations?.person.by, 'look-up')
  })

  it('is refused as a whole when a certificate is not the reviewed one', async () => {
    await isRefused(
      ([one]) => (one.root.sha256 = '0'.repeat(64)),
      /not the certificate of that SHA/,
    )
    await isRefused(([one, other]) => (one.ca.file = other.ca.file), /SHA-256/)
    const both = path.join(folder, 'two.pem')
    const pem = await readFile(path.join(folder, read.issuers[0]?.root.file ?? ''), 'utf8')
    await writeFile(both, `${pem}${pem}`)
    await isRefused(([one]) => (one.root.file = 'two.pem'), /SHA-256/)
    await assert.rejects(async () =>
      readAcceptedIssuers({
        file: await written(([one]) => (one.root.file = 'none.pem')),
        notOurs,
      }),
    )
  })

  it('is refused when a CA is not under its root, or a root under another', async () => {
    await isRefused(([one, other]) => (one.ca = other.ca), /not under the root/)
    await isRefused(([one]) => (one.root = one.ca), /has not signed itself/)
    await isRefused(([one]) => (one.ca = one.root), /status is told|not under the root/)
  })

  it('is refused with the name of an algorithm that is not accepted', async () => {
    const words = 'req -x509 -sha1 -newkey rsa:2048 -nodes -subj /CN=Old -keyout /dev/null -out'
    await promisify(execFile)('openssl', [...words.split(' '), path.join(folder, 'old.pem')])
    const pem = await readFile(path.join(folder, 'old.pem'))
    const sha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
    await isRefused(
      ([one]) => (one.root = { file: 'old.pem', sha256 }),
      /not accepted: RSA with SHA-1/,
    )
  })

  it('is refused with a CA of this service, including the test CA, or with the name of one', () => {
    const { certificate } = trees.of.organisationCard.ca
    const nothing = new Uint8Array()
    for (const ours of [
      certificate,
      { ...certificate, subject: [] },
      { ...certificate, subjectPublicKeyInfo: nothing },
    ])
      assert.throws(() => readAcceptedIssuers({ file, notOurs: [ours] }), /own CA/)
  })

  it('is refused for unknown or missing entries', async () => {
    await isRefused(([one]) => Object.assign(one, { trusted: true }), /trusted/)
    await isRefused(([one]) => (one.policies = []), /policies/)
    await isRefused(([one]) => Object.assign(one, { signaturePolicies: [] }), /signaturePolicies/)
    await isRefused(([one]) => (one.purposes = ['clientAuth']), /purposes/)
    await isRefused(([one, other]) => (one.name = other.name), /name occurs twice/)
    await isRefused(([one, other]) => Object.assign(one, other, { name: 'x-1' }), /ca occurs twice/)
    await isRefused(([one]) => (one.name = 'Police'), /name/)
    await isRefused(([one]) => (one.person = { by: 'identity-code' }), /person/)
    await isRefused(
      ([, other]) => Object.assign(other.person, { url: 'http://issuer.example/look-ups' }),
      /https/,
    )
    await isRefused(([, other]) => Object.assign(other.person, { user: 'a;b' }), /user/)
    await writeFile(path.join(folder, 'no.json'), '{')
    assert.throws(
      () => readAcceptedIssuers({ file: path.join(folder, 'no.json'), notOurs }),
      /is not valid JSON/,
    )
  })

  it('must exist at the start, except in a demo environment, which writes it as it starts', async () => {
    const missing = path.join(folder, 'missing.json')
    const wired = {
      clock: { now: () => instant(Date.now()) },
      ...{ file: missing, notOurs },
    }
    assert.throws(() => cardIssuersOverHttp({ ...wired, mayComeLater: false }).accepted(), /ENOENT/)
    const later = cardIssuersOverHttp({ ...wired, mayComeLater: true })
    assert.deepEqual(await later.accepted(), [])
    await writeFile(missing, await readFile(file))
    assert.equal((await later.accepted()).length, 2)
  })
})
